# ./run test: the suites in order, each with its cap, its seconds and its log; then the sum.

# Shows the suite's last line of output while it runs, where somebody is looking.
watch_suite() {
  local pid=$1 log=$2 width
  if [ ! -t 1 ]; then
    wait "$pid"
    return
  fi
  width=$(tput cols 2>/dev/null || echo 80)
  while kill -0 "$pid" 2>/dev/null; do
    printf '\r\033[K  %s' "$(tail -c 2000 "$log" | tr '\r' '\n' | tail -n 1 | tr -d '[:cntrl:]' | cut -c1-$((width - 4)))"
    sleep 0.5
  done
  printf '\r\033[K'
  wait "$pid"
}

list_suites() {
  local name cap long groups folder what
  suites | while IFS='|' read -r name cap long groups folder what; do
    printf '%-9s at most %4s s   %s\n' "$name" "$cap" "$what"
  done
  if [ -e "$BUILD/product/CTestTestfile.cmake" ]; then
    echo
    ctest --test-dir "$BUILD/product" --print-labels | sed -n 's/^  \(.*\)/\1 (label)/p'
  fi
}

# run_suite NAME CAP: prints its line; adds to PASSED and FAILED.
run_suite() {
  local name=$1 cap=$2 started status=0 pid passed=0 failed=0 p f note='' log=$BUILD/logs/$1.log
  export COUNTS=$BUILD/logs/$name.counts
  : >"$COUNTS"
  : >"$log"
  started=$SECONDS
  if [ -t 1 ]; then printf '%s …\n' "$name"; fi
  timeout --kill-after=10 "$cap" "$ROOT/run" suite "$name" >"$log" 2>&1 </dev/null &
  pid=$!
  trap 'kill "$pid" 2>/dev/null; end_ahead; exit 130' INT TERM
  watch_suite "$pid" "$log" || status=$?
  trap - INT TERM
  # A suite that held the builds back and was ended at its cap left them so.
  signal_ahead CONT
  while read -r p f; do
    passed=$((passed + p))
    failed=$((failed + f))
  done <"$COUNTS"
  if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
    note="  over its cap of $cap s"
    failed=$((failed + 1))
  elif [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
  elif [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
    note='  ran nothing'
    failed=1
  fi
  if [ -t 1 ]; then printf '\033[1A\r\033[K'; fi
  printf '%-9s %5d s  %5d passed, %d failed%s\n' "$name" $((SECONDS - started)) "$passed" "$failed" "$note"
  if [ "$failed" -gt 0 ]; then
    printf -- '---- what failed first in %s, and its end\n' "${log#"$ROOT/"}"
    { grep -hE -A 15 '(: Failure$|^not ok|^FAILED: |Sanitizer: |^Error: )' "$log" || true; } | cut -c1-300 | head -n 60
    printf -- '----\n'
    grep -v '^\[[0-9]*/[0-9]*\] ' "$log" | tail -n 60
    printf -- '----\n'
  fi
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
}

run_tests() {
  local only=() wanted=() labels=() name cap long groups folder what one rows
  export LONG=0
  while [ $# -gt 0 ]; do
    case $1 in
      --long) LONG=1 ;;
      --only)
        [ $# -ge 2 ] || die '--only needs a label'
        only+=("$2")
        shift
        ;;
      --list)
        list_suites
        return
        ;;
      *) die "test knows no \"$1\"" ;;
    esac
    shift
  done

  mapfile -t rows < <(suites)
  for one in "${only[@]}"; do
    if printf '%s\n' "${rows[@]}" | grep -q "^$one|"; then
      if [ "$one" = tests ]; then wanted+=(build); fi
      wanted+=("$one")
    else
      labels+=("$one")
      wanted+=(build tests)
    fi
  done
  ONLY_LABELS=$(IFS='|' && echo "${labels[*]}")
  export ONLY_LABELS

  local chosen=() needs=()
  for one in "${rows[@]}"; do
    IFS='|' read -r name cap long groups folder what <<<"$one"
    if [ ${#only[@]} -gt 0 ] && [[ " ${wanted[*]} " != *" $name "* ]]; then continue; fi
    chosen+=("$name $([ "$LONG" -eq 1 ] && echo "$long" || echo "$cap")")
    needs+=($groups)
    if [ "$LONG" -eq 1 ] && [ "$name" = tests ]; then needs+=(testssl); fi
  done
  need_packages "${needs[@]}"

  PASSED=0 FAILED=0
  export AHEAD=
  rm -rf "$BUILD/logs"
  mkdir -p "$BUILD/logs"
  local started=$SECONDS
  for one in "${chosen[@]}"; do
    # shellcheck disable=SC2086
    run_suite $one
    if [ "${one%% *}" = build ] && [ ${#only[@]} -eq 0 ] && [ "$FAILED" -eq 0 ]; then
      COUNTS=/dev/null nice -n 19 "$ROOT/run" suite ahead >"$BUILD/logs/ahead.log" 2>&1 </dev/null &
      AHEAD=$!
    fi
  done
  end_ahead
  echo "$((SECONDS - started)) s in all; the logs are in .build/logs"
  echo "$PASSED passed, $FAILED failed"
  [ "$FAILED" -eq 0 ]
}
