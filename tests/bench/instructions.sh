#!/usr/bin/env bash
# Counts the instructions of the hot paths with callgrind and compares them with those written down in
# instructions.txt: more by over 5 % fails. Usage: instructions.sh BUILD-FOLDER [--write]
#
# What is counted hardly depends on the machine: the work is fixed and takes the same steps for any
# key; valgrind shows every processor with AVX2 to the program as the same one, without what came
# later, so that libsodium and libc choose the same functions. Compiler and libraries are Debian's.
set -euo pipefail

build=${1:?usage: instructions.sh BUILD-FOLDER [--write]}/tests/bench
known=$(dirname -- "$0")/instructions.txt
grep -qw avx2 /proc/cpuinfo || { echo 'This processor has no AVX2: its counts are others.' && exit 1; }

# name | functions whose instructions count | command | how often it does the work
list() {
  local name times
  for name in scan:5 batch:1 redeem:10 seal:10 open:10 capsule:4 report:2; do
    times=${name#*:}
    echo "${name%:*}|sotto_measured|hot_paths ${name%:*} $times|$times"
  done
  for name in colleague supporter; do
    echo "$name's commit|sotto::broker::Broker::on_commit* sotto::broker::decide_commit*|hot_commit $name 4|4"
  done
}

count_one() {
  local name functions command times function toggles=()
  IFS='|' read -r name functions command times <<<"$1"
  for function in $functions; do toggles+=("--toggle-collect=$function"); done
  # shellcheck disable=SC2086
  valgrind --tool=callgrind --callgrind-out-file=/dev/null --collect-atstart=no "${toggles[@]}" \
    "$BUILD_FOLDER"/$command 2>&1 | awk -v name="$name" -v times="$times" '
      / Collected : / { printf "%s: %d\n", name, $4 / times; found = $4 > 0 }
      END { exit !found }'
}
export -f count_one
export BUILD_FOLDER=$build

set -f
counts=$(list | tr '\n' '\0' | xargs -0 -P2 -I{} bash -fc 'count_one "$1"' _ {} | sort)
if [ "${2:-}" = --write ]; then
  {
    echo '# Instructions of each piece of work (tests/bench/work.h) and of what the broker does for a'
    echo '# commit, without its capsule. Written by instructions.sh --write, which says how.'
    echo "$counts"
  } >"$known"
fi
awk -F': ' '
  NR == FNR { if (!/^#/) was[$1] = $2; next }
  !($1 in was) { printf "%-20s %12d  not written down\n", $1, $2; failed = 1; next }
  {
    ratio = $2 / was[$1]
    seen[$1] = 1
    verdict = ratio > 1.05 ? "  MORE BY OVER 5 %" : ratio < 0.95 ? "  less: write it down" : ""
    printf "%-20s %12d  %.4f of what is written down%s\n", $1, $2, ratio, verdict
    if (ratio > 1.05) failed = 1
  }
  END {
    for (name in was) if (!(name in seen)) { print name ": not counted"; failed = 1 }
    exit failed
  }' "$known" <(echo "$counts")
