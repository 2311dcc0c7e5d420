#!/usr/bin/env bash
# Runs what measures, one after the other: ratios of one run, medians with their spread. Fails when a
# goal is missed. Usage: NODE=… bench.sh BUILD [--quick] [NAME...], where BUILD holds product, wasm and
# tools; data folders lie in it, on a real disk. Records go to BUILD/bench, a file a name, and report.mjs
# makes pages of docs/ from them; of parts that were not run there, docs/ keeps what it has.
set -euo pipefail

here=$(cd -- "$(dirname -- "$0")" && pwd)
build=${1:?usage: NODE=… bench.sh BUILD [--quick] [NAME...]}
shift
export SOTTO_BENCH_QUICK=
if [ "${1:-}" = --quick ]; then
  SOTTO_BENCH_QUICK=1
  shift
fi
all=(commit primitives peers scan wasm wasm_visit log download figures envelope growth errand human_model)
names=("$@")
[ ${#names[@]} -gt 0 ] || names=("${all[@]}")
programs=$build/product/tests/bench
records=$build/bench
mkdir -p "$records/disk"
cd -- "$records/disk"
case $(stat -f -c %T .) in
  tmpfs | ramfs) echo 'The build folder lies in memory: durable commits would cost nothing.' >&2 && exit 1 ;;
esac

# How much of the processors others use, in percent of all: over two seconds in which we do nothing.
busy() {
  local user nice system idle wait irq soft steal rest
  read -r _ user nice system idle wait irq soft steal rest </proc/stat
  local was=$((user + nice + system + irq + soft + steal)) rested=$((idle + wait))
  sleep 2
  read -r _ user nice system idle wait irq soft steal rest </proc/stat
  local now=$((user + nice + system + irq + soft + steal - was)) idled=$((idle + wait - rested))
  echo $((100 * now / (now + idled)))
}

# Postfix runs as root or not at all; then its row is left out.
commit() {
  local status=0 postfix=$records/postfix
  unset SOTTO_BENCH_MAIL
  if [ "$(id -u)" -eq 0 ]; then
    SOTTO_BENCH_MAIL=$("$here/postfix.sh" "$build/tools/postfix" "$postfix" start)
    export SOTTO_BENCH_MAIL
  else
    echo 'Not root: without the comparison with Postfix.'
  fi
  "$programs/commit_bench" || status=$?
  if [ -n "${SOTTO_BENCH_MAIL:-}" ]; then "$here/postfix.sh" "$build/tools/postfix" "$postfix" stop; fi
  return $status
}

download() {
  SOTTO_BENCH_NGINX=/usr/sbin/nginx
  if [ ! -x "$SOTTO_BENCH_NGINX" ]; then SOTTO_BENCH_NGINX=$build/tools/nginx/usr/sbin/nginx; fi
  export SOTTO_BENCH_NGINX
  "$programs/download_bench"
}

wasm() { "$NODE" "$here/wasm_bench.mjs" "$build/wasm/tests/wasm/core_bench.wasm" "$@"; }

run_one() {
  case $1 in
    commit | download) "$1" ;;
    peers) "$NODE" "$here/peers_bench.mjs" "$programs/hot_paths" ;;
    wasm) wasm scan $([ -n "$SOTTO_BENCH_QUICK" ] && echo 2000 || echo 100000) ;;
    wasm_visit) wasm visit ;;
    errand)
      SOTTO_PROGRAMS=$build/product "$NODE" "$here/errand_bench.mjs" "$build/tools" "$records/errand"
      ;;
    human_model) "$programs/human_model" ;;
    *) "$programs/$1_bench" ;;
  esac
}

missed=()
for name in "${names[@]}"; do
  [[ " ${all[*]} " == *" $name "* ]] || { echo "nothing measures \"$name\": ${all[*]}" >&2 && exit 1; }
  printf '\n== %s\n' "$name"
  before=$(busy)
  export SOTTO_BENCH_RECORDS=$records/$name.new
  : >"$SOTTO_BENCH_RECORDS"
  status=0
  run_one "$name" 2>&1 | tee "$records/$name.out" || status=$?
  [ "$status" -eq 0 ] || missed+=("$name")
  # 1 says that a goal is missed; what died otherwise has measured nothing that counts.
  if [ "$status" -gt 1 ]; then continue; fi
  printf '{"day": "%s", "busy": %d, "quick": %s}\n' "$(date -u +%F)" \
    $(((before + $(busy)) / 2)) "$([ -n "$SOTTO_BENCH_QUICK" ] && echo true || echo false)" \
    >>"$SOTTO_BENCH_RECORDS"
  mv "$SOTTO_BENCH_RECORDS" "$records/$name.jsonl"
  mv "$records/$name.out" "$records/$name.txt"
done
rm -rf "$records/disk"
"$NODE" "$here/report.mjs" "$records" "$here/../../docs"
[ ${#missed[@]} -eq 0 ] || { printf '\nMissed: %s\n' "${missed[*]}" && exit 1; }
