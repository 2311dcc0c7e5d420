#!/usr/bin/env bash
# Runs what measures, one after the other: ratios of one run, medians with their spread. Fails when a
# goal is missed. Usage: bench.sh BUILD-FOLDER [NAME...]; data folders lie in the build folder, on a
# real disk.
set -euo pipefail

build=${1:?usage: bench.sh BUILD-FOLDER [NAME...]}
shift
names=("$@")
[ ${#names[@]} -gt 0 ] || names=(commit_bench memory_bench scan_bench log_bench figures_bench envelope_bench human_model)

cd -- "$build/tests/bench"
case $(stat -f -c %T .) in
  tmpfs | ramfs) echo 'The build folder lies in memory: durable commits would cost nothing.' >&2 && exit 1 ;;
esac
missed=()
for name in "${names[@]}"; do
  printf '\n== %s\n' "$name"
  "./$name" || missed+=("$name")
done
[ ${#missed[@]} -eq 0 ] || { printf '\nMissed: %s\n' "${missed[*]}" && exit 1; }
