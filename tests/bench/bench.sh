#!/usr/bin/env bash
# Runs what measures, one after the other: ratios of one run, medians with their spread. Fails when a
# goal is missed. Usage: bench.sh BUILD-FOLDER NODE CORE-BENCH.WASM [--quick] [NAME...]; data folders
# lie in the build folder, on a real disk. Records go to BUILD-FOLDER/tests/bench/records, a file a
# name, from which report.mjs makes docs/benchmarks.md; those of names that are not run stay.
set -euo pipefail

here=$(cd -- "$(dirname -- "$0")" && pwd)
build=${1:?usage: bench.sh BUILD-FOLDER NODE CORE-BENCH.WASM [--quick] [NAME...]}
node=$2 wasm=$3
shift 3
export SOTTO_BENCH_QUICK=
if [ "${1:-}" = --quick ]; then
  SOTTO_BENCH_QUICK=1
  shift
fi
all=(commit primitives peers scan wasm figures envelope memory human_model)
names=("$@")
[ ${#names[@]} -gt 0 ] || names=("${all[@]}")

cd -- "$build/tests/bench"
case $(stat -f -c %T .) in
  tmpfs | ramfs) echo 'The build folder lies in memory: durable commits would cost nothing.' >&2 && exit 1 ;;
esac

# How much of the processors others use, in percent of all: measured over two seconds without us.
busy() {
  local user nice system idle wait irq soft steal rest
  read -r _ user nice system idle wait irq soft steal rest </proc/stat
  local was=$((user + nice + system + irq + soft + steal)) rested=$((idle + wait))
  sleep 2
  read -r _ user nice system idle wait irq soft steal rest </proc/stat
  local now=$((user + nice + system + irq + soft + steal - was)) idled=$((idle + wait - rested))
  echo $((100 * now / (now + idled)))
}

run_one() {
  case $1 in
    peers) "$node" "$here/peers_bench.mjs" ./hot_paths ;;
    wasm) "$node" "$here/wasm_bench.mjs" "$wasm" "${SOTTO_BENCH_QUICK:+2000}" ;;
    human_model) ./human_model ;;
    *) "./$1_bench" ;;
  esac
}

mkdir -p records
missed=()
for name in "${names[@]}"; do
  [[ " ${all[*]} " == *" $name "* ]] || { echo "nothing measures \"$name\": ${all[*]}" >&2 && exit 1; }
  printf '\n== %s\n' "$name"
  before=$(busy)
  export SOTTO_BENCH_RECORDS=$PWD/records/$name.new
  : >"$SOTTO_BENCH_RECORDS"
  status=0
  run_one "$name" 2>&1 | tee "records/$name.txt" || status=$?
  [ "$status" -eq 0 ] || missed+=("$name")
  # What ended before its time has measured nothing that counts.
  if [ ! -s "$SOTTO_BENCH_RECORDS" ] && [ "$name" != human_model ]; then continue; fi
  printf '{"day": "%s", "busy": %d, "quick": %s}\n' "$(date -u +%F)" \
    $(((before + $(busy)) / 2)) "$([ -n "$SOTTO_BENCH_QUICK" ] && echo true || echo false)" \
    >>"$SOTTO_BENCH_RECORDS"
  mv "$SOTTO_BENCH_RECORDS" "records/$name.jsonl"
done
"$node" "$here/report.mjs" records "$here/../../docs"
[ ${#missed[@]} -eq 0 ] || { printf '\nMissed: %s\n' "${missed[*]}" && exit 1; }
