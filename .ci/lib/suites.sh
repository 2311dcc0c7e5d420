# The suites of ./run test. Each is a function suite_NAME that writes to its log, reports what it ran
# with "count PASSED FAILED", and fails when something failed.

# name | seconds it may take | in the long run | package groups | the folder it belongs to | what it does
# A suite runs as soon as its folder exists; from then on a missing tool is a failure. Those that wait for
# processes and browsers come first: meanwhile the builds of the others are made (ahead).
suite_table() {
  cat <<'TABLE'
format   |   60 |   60 | format                 | .             | clang-format would change nothing
layering |   60 |   60 |                        | .             | who may include what
build    | 1500 | 1500 | build                  | .             | the product, with g++
tests    | 1500 | 5400 | build deploy           | tests         | every test of the product build, except those labelled long
interop  |  600 |  600 | build node go          | tests/peers   | against independent implementations from npm and in Go
demo     |  480 |  480 | build                  | tests/story/demo.sh | the whole story through real processes
package  | 1200 | 3600 | build wasm node package fresh | docs/deploy/debian | the packages, without errors of lintian; in the long run their life in a bare Debian (root)
browser  | 2400 | 2400 | build wasm node browser | tests/web    | the pages in a browser, with real brokers
asan     | 2700 | 2700 | build clang            | tests         | unit and story tests under ASan and UBSan
fuzz     |  480 | 1800 | build clang            | tests/fuzz    | each fuzz target for five seconds; in the long run, what the corpora reach
tsan     | 1200 | 1200 | build clang            | tests/broker  | the broker's tests under TSan
wasm     |  900 |  900 | build wasm node        | tests/wasm    | the same code as WebAssembly, in Node
web      |  900 |  900 | wasm node              | client/wasm/CMakeLists.txt | the pages: types, style, units, size and form of what is built
tidy     | 1200 | 1200 | build clang wasm tidy  | .             | clang-tidy
ct       |  240 |  240 | build valgrind         | tests/ct      | no branch or address depends on a secret
counts   |  120 |  120 | build valgrind         | tests/bench/instructions.sh | the hot paths take no more instructions than written down
TABLE
}

# The rows whose folder exists, blanks squeezed out.
suites() { suite_table | sed 's/ *| */|/g' | while IFS='|' read -r name cap long groups folder what; do
  if [ -e "$folder" ]; then echo "$name|$cap|$long|$groups|$folder|$what"; fi
done; }

count() { echo "$1 $2" >>"${COUNTS:-/dev/null}"; }

# run_ctest FOLDER OPTION...: counts the tests; one that was skipped or disabled counts as failed. Tests
# of real processes and sockets wait for real seconds: where one failed, it is played once more, alone, and said.
run_ctest() {
  local folder=$1 out total failed skipped names again still status=0
  shift
  out=$(mktemp "$BUILD/ctest.XXXXXX")
  ctest --test-dir "$folder" -j2 --timeout 300 --output-on-failure --no-tests=error "$@" 2>&1 |
    tee "$out" || status=$?
  read -r failed total < <(ctest_sum "$out") || { failed=1 total=1; }
  skipped=$(grep -cE '\*\*\*Skipped|\*\*\*Not Run \(Disabled\)' "$out" || true)
  if [ "$failed" -gt 0 ] && [ "$failed" -le 5 ] && [ "$skipped" -eq 0 ]; then
    names=$(cut -d: -f2- "$folder/Testing/Temporary/LastTestsFailed.log" | paste -sd'|')
    ctest --test-dir "$folder" --timeout 300 --output-on-failure -R "^($names)\$" \
      -L '^(process|deploy|sockets|interop)$' 2>&1 | tee "$out" || true
    if read -r still again < <(ctest_sum "$out"); then
      echo "$again tests were played again, $still of them failed again"
      failed=$((failed - again + still))
      if [ "$failed" -eq 0 ]; then status=0; fi
    fi
  fi
  rm -f "$out"
  if [ "$skipped" -gt 0 ]; then echo "$skipped tests were skipped, which counts as failed"; fi
  failed=$((failed + skipped))
  count $((total - failed)) "$failed"
  [ "$status" -eq 0 ] && [ "$failed" -eq 0 ]
}

# ctest_sum OUTPUT: how many failed, and of how many.
ctest_sum() { sed -n 's/.*tests passed, \([0-9]*\) tests failed out of \([0-9]*\)$/\1 \2/p' "$1"; }

# The folders of tests that run under the sanitizers.
sanitized_folders() {
  local name
  for name in "$@"; do
    if [ -e "tests/$name/CMakeLists.txt" ]; then echo "tests/$name"; fi
  done
}

# What later suites compile and read, made at the lowest priority while the earlier ones mostly wait.
suite_ahead() {
  local folders
  mapfile -t folders < <(sanitized_folders support crypto broker client story)
  find_node
  configure wasm
  compile wasm
  configure asan
  compile asan "${folders[@]/%//all}" tests/fuzz/all
  configure tsan
  compile tsan tests/broker/all
  suite_tidy
}

# signal_ahead SIGNAL: to all processes of it, so that what measures times has the machine to itself.
signal_ahead() {
  local pids=("${AHEAD:-}") i
  if [ -z "${AHEAD:-}" ] || ! kill -0 "$AHEAD" 2>/dev/null; then return; fi
  for ((i = 0; i < ${#pids[@]}; i++)); do
    mapfile -t -O "${#pids[@]}" pids < <(pgrep -P "${pids[i]}")
  done
  kill -"$1" "${pids[@]}" 2>/dev/null || true
}

# What is held back hears nothing before it goes on.
end_ahead() {
  signal_ahead TERM
  signal_ahead CONT
}

# test_folders BUILD-FOLDER TEST-FOLDER...: builds and runs the tests of these folders alone.
test_folders() {
  local build=$1 folder failed=0
  shift
  compile "$build" "${@/%//all}"
  for folder in "$@"; do
    run_ctest "$BUILD/$build/$folder" -LE '^(long|soak|native)$' || failed=1
  done
  return $failed
}

suite_format() {
  sources | xargs -r clang-format-19 --dry-run -Werror
  count 1 0
}

suite_layering() {
  local checked
  bash tests/layering/selftest.sh
  bash tests/layering/check.sh .
  bash tests/layering/claims.sh .
  bash tests/layering/notices.sh .
  checked=$(grep -c '^plant ' tests/layering/selftest.sh)
  count $((checked + 3)) 0
}

suite_build() {
  configure product
  compile product
  count 1 0
}

suite_tests() {
  find_nginx
  if [ -n "${ONLY_LABELS:-}" ]; then
    run_ctest "$BUILD/product" -L "^($ONLY_LABELS)\$"
  elif [ "${LONG:-0}" -eq 1 ]; then
    run_ctest "$BUILD/product" -LE '^(interop|soak)$'
  else
    run_ctest "$BUILD/product" -LE '^(interop|long|soak)$'
  fi
}

suite_asan() {
  configure asan
  mapfile -t folders < <(sanitized_folders support crypto broker client story)
  ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 \
    UBSAN_OPTIONS=print_stacktrace=1 test_folders asan "${folders[@]}"
}

suite_tsan() {
  configure tsan
  TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 test_folders tsan tests/broker
}

# fuzz_one PROGRAM SECONDS: from the corpus in the tree; what it finds goes to .build/fuzz.
fuzz_one() {
  local name found
  name=$(basename "$1" _fuzz)
  found=$BUILD/fuzz/$name
  mkdir -p "$found"
  local corpus=("$found")
  if [ -d "tests/fuzz/corpus/$name" ]; then corpus+=("tests/fuzz/corpus/$name"); fi
  "$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$found/../$name-" "${corpus[@]}"
}

# fuzz_build [TARGET]: prints the programs.
fuzz_build() {
  configure asan >&2
  compile asan "${1:-tests/fuzz/all}" >&2
  if [ $# -gt 0 ]; then
    echo "$BUILD/asan/tests/fuzz/$1"
  else
    find "$BUILD/asan/tests/fuzz" -maxdepth 1 -type f -name '*_fuzz' -perm -u+x | sort
  fi
}

# Parsers that tests/fuzz/parsers.txt does not name; none.
parsers_listed() {
  local unlisted
  unlisted=$(grep -rlE '^(static |inline )?(std::(optional|expected)<|bool ).*[ :](parse|read|parse_[a-z_]+|read_[a-z_]+|split_[a-z]+)\((ByteView|Reader&|std::string_view|FixedView)' \
    crypto broker client --include='*.cc' | sort |
    comm -23 - <(sed 's/^- //; s/ .*//' tests/fuzz/parsers.txt | sort -u))
  [ -z "$unlisted" ] || {
    echo 'parsers that tests/fuzz/parsers.txt does not name:'
    echo "$unlisted"
    return 1
  }
}

suite_fuzz() {
  local program log=$BUILD/logs/fuzz passed=0 failed=0
  mkdir -p "$log"
  parsers_listed
  mapfile -t programs < <(fuzz_build)
  if [ ${#programs[@]} -eq 0 ]; then
    echo 'tests/fuzz builds no target'
    return 1
  fi
  export -f fuzz_one
  export BUILD
  # Two at a time; each leaves its log and, when it found nothing, a mark.
  rm -f "$log"/*.log "$log"/*.ok
  printf '%s\n' "${programs[@]}" | xargs -P2 -I{} bash -c '
    name=$(basename "{}")
    if fuzz_one "{}" 5 >"$0/$name.log" 2>&1; then touch "$0/$name.ok"; fi' "$log"
  for program in "${programs[@]}"; do
    local name
    name=$(basename "$program")
    if [ -e "$log/$name.ok" ]; then
      passed=$((passed + 1))
      echo "$name: nothing found, $(sed -n 's/^stat::number_of_executed_units: *//p' "$log/$name.log") inputs tried"
    else
      failed=$((failed + 1))
      echo "$name: FAILED"
      tail -n 60 "$log/$name.log"
    fi
  done
  count "$passed" "$failed"
  [ "$failed" -eq 0 ] || return 1
  if [ "${LONG:-0}" -eq 1 ]; then
    fuzz_coverage
    count 1 0
  fi
}

suite_wasm() {
  find_node
  configure wasm
  compile wasm
  "$NODE" tests/wasm/run.mjs "$BUILD/wasm/tests/wasm/selftest.wasm" | tee "$BUILD/wasm/selftest.log"
  count "$(grep -c '^ok ' "$BUILD/wasm/selftest.log")" 0
  wasm_tests
  core_tests
}

# core_stories LOG: days of them last four seconds.
core_stories() {
  SOTTO_CORE=$BUILD/wasm/client/wasm/core.wasm SOTTO_DIRECTOR=$BUILD/wasm/client/wasm/director.wasm \
    SOTTO_PROGRAMS=$BUILD/product \
    "$NODE" --test --test-concurrency=1 --test-reporter=tap tests/wasm/core/*.test.mjs | tee "$1"
}

# The module by itself, and a whole story through it with a real broker.
core_tests() {
  local log=$BUILD/logs/core-tests.log status=0
  mkdir -p "$BUILD/logs"
  npm_ci client/web
  configure product
  compile product sotto-broker
  once_more core_stories "$log" || status=$?
  count "$(grep -c '^ok ' "$log" || true)" "$(grep -c '^not ok ' "$log" || true)"
  [ "$status" -eq 0 ]
}

# The native tests again. A test that is in a program and did not pass there has failed, whatever the reason.
wasm_tests() {
  local program run log passed missing failed=0
  for program in wasm/death_test crypto/crypto_test crypto/figures/figures_test crypto/protocol/protocol_test client/client_test allocate/allocate_same_test; do
    run=("$NODE" --no-warnings tests/wasm/test.mjs "$BUILD/wasm/tests/$program.wasm")
    log=$BUILD/wasm/$(basename "$program").log
    "${run[@]}" 2>&1 | tee "$log" || failed=1
    passed=$(grep -c '^\[       OK \] ' "$log" || true)
    missing=$(($("${run[@]}" --gtest_list_tests | grep -c '^  ') - passed))
    count "$passed" "$missing"
    [ "$missing" -eq 0 ] || failed=1
  done
  [ "$failed" -eq 0 ]
}

# build_pages: the folder that the broker serves, in .build/web/dist. Needs find_node.
build_pages() {
  npm_ci client/web
  configure wasm
  compile wasm client/wasm/core.wasm client/wasm/director.wasm
  "$NODE" client/web/build.mjs
}

suite_web() {
  local bin=node_modules/.bin log=$BUILD/logs/web-units.log status=0
  mkdir -p "$BUILD/logs"
  find_node
  build_pages
  cd client/web
  PATH="$(dirname "$NODE"):$PATH"
  "$bin/tsc" --noEmit
  "$bin/eslint" --max-warnings 0 .
  "$bin/prettier" --check --log-level warn .
  count 4 0
  "$bin/vitest" run --reporter=tap-flat | tee "$log" || status=$?
  count "$(grep -c '^ok ' "$log" || true)" "$(grep -c '^not ok ' "$log" || true)"
  [ "$status" -eq 0 ]
}

# browser_run NAME FILE...: these test files in one process, which writes what it ran twice: to read, in
# .build/logs/browser-NAME.log, and to count. Pictures of every page go to .build/screenshots.
browser_run() {
  local name=$1
  shift
  "$NODE" --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$BUILD/logs/browser-$name.tap" \
    tests/web/main.mjs "$@" 2>&1 | tee "$BUILD/logs/browser-$name.log"
}

# tap_sum NAME WHAT
tap_sum() { sed -n "s/^# $2 \([0-9]*\)$/\1/p" "$BUILD/logs/browser-$1.tap" 2>/dev/null; }
# Whether the run came to its end: then it wrote its sums.
tap_whole() {
  local what
  for what in pass fail cancelled skipped todo; do
    [ -n "$(tap_sum "$1" $what)" ] || return 1
  done
}
tap_bad() { echo $(($(tap_sum "$1" fail) + $(tap_sum "$1" cancelled) + $(tap_sum "$1" skipped) + $(tap_sum "$1" todo))); }

# browser_count NAME: counts a run. On a busy machine a browser now and then misses a moment that a test
# waits for: files with a failure are played once more, alone, and said to have been.
browser_count() {
  local name=$1 bad failed
  if ! tap_whole "$name"; then
    echo "the tests in the browser ended before they wrote their sums (.build/logs/browser-$name.tap)"
    count 0 1
    return 1
  fi
  bad=$(tap_bad "$name")
  if [ "$bad" -eq 0 ]; then
    count "$(tap_sum "$name" pass)" 0
    return
  fi
  mapfile -t failed < <(sed -n "s|^ *location: '.*/\([a-z]*\)\.test\.mjs:.*|\1|p" "$BUILD/logs/browser-$name.tap" | sort -u)
  if [ ${#failed[@]} -gt 0 ] && [ ${#failed[@]} -le 3 ]; then
    echo "$bad failed; once more: ${failed[*]}"
    if browser_run "$name-again" "${failed[@]}" && tap_whole "$name-again" && [ "$(tap_bad "$name-again")" -eq 0 ]; then
      echo "passed when played once more: ${failed[*]}"
      count $(($(tap_sum "$name" pass) + bad)) 0
      return
    fi
  fi
  count "$(tap_sum "$name" pass)" "$bad"
  return 1
}

# One scheme is founded and kept for all runs: most files play side by side in two of them, and what
# measures has the machine to itself.
suite_browser() {
  local first=(served) left=(story worlds leaving trouble lying peers) alone=(numbers firefox) right=()
  local file other failed=0
  mkdir -p "$BUILD/logs"
  find_node
  npm_ci tests/web
  build_pages
  compile wasm tests/wasm/core_bench.wasm
  configure product
  compile product sotto-broker sotto figures_sample quarter_sample
  for file in tests/web/*.test.mjs; do
    file=$(basename "$file" .test.mjs)
    if [[ " ${first[*]} ${left[*]} ${alone[*]} " != *" $file "* ]]; then right+=("$file"); fi
  done
  rm -rf "$BUILD/screenshots" "$BUILD"/logs/browser-*
  SOTTO_SCHEME=$(mktemp -d)
  export SOTTO_SCHEME
  trap 'rm -rf "$SOTTO_SCHEME"' EXIT
  browser_run first "${first[@]}" || true
  browser_run left "${left[@]}" >/dev/null &
  other=$!
  browser_run right "${right[@]}" || true
  wait "$other" || true
  signal_ahead STOP
  browser_run alone "${alone[@]}" || true
  signal_ahead CONT
  for file in first left right alone; do browser_count "$file" || failed=1; done
  return $failed
}

# tidy_mark FILE: what says that this text of it, under these headers, passed.
tidy_mark() { echo "$BUILD/tidy/$({ echo "$common $1"; cat "$1"; } | sha256sum | cut -c1-40)"; }

# tidy_together UNIT: several sources as one, most of whose time goes into the headers that they share. What
# is found, or does not compile so, is left to tidy_one.
tidy_together() {
  local file mark marks=()
  for file in $(sed -n "s|^#include \"$ROOT/\(.*\)\"\$|\1|p" "$1"); do
    mark=$(tidy_mark "$file")
    if [ ! -e "$mark" ]; then marks+=("$mark"); fi
  done
  if [ ${#marks[@]} -gt 1 ] && clang-tidy-19 --quiet -p "$BUILD/together" "$1" >/dev/null 2>&1; then
    touch "${marks[@]}"
  fi
}

# tidy_one FILE: leaves its mark, or a log.
tidy_one() {
  local mark build=clang log=$BUILD/logs/tidy/${1//\//-}.log
  mark=$(tidy_mark "$1")
  case $1 in client/wasm/*) build=wasm ;; esac
  if [ -e "$mark" ] || clang-tidy-19 --quiet -p "$BUILD/$build" "$1" >"$log" 2>&1; then
    touch "$mark"
    rm -f "$log"
  fi
}

# Sources that have not changed since clang-tidy last passed them, headers included, are not read again.
suite_tidy() {
  local common passed=0 failed=0 file
  configure clang
  configure together
  configure wasm
  mkdir -p "$BUILD/tidy" "$BUILD/logs/tidy"
  exec 7>"$BUILD/tidy.lock"
  flock 7
  common=$({
    clang-tidy-19 --version
    cat .clang-tidy
    sources | grep '\.h$' | grep -v ^tests/ | xargs cat
  } | sha256sum)
  # The module is 32 bits wide and has no native form.
  mapfile -t files < <(sed -n "s|^ *\"file\": \"$ROOT/\(.*\)\",\{0,1\}\$|\1|p" \
    "$BUILD"/{clang,wasm}/compile_commands.json | grep -E '^(crypto|broker|client)/' | sort -u)
  export BUILD common
  export -f tidy_mark tidy_together tidy_one
  sed -n 's|^ *"file": "\(.*/Unity/.*\)",\{0,1\}$|\1|p' "$BUILD/together/compile_commands.json" |
    xargs -P2 -I{} bash -c 'tidy_together {}'
  printf '%s\n' "${files[@]}" | xargs -P2 -I{} bash -c 'tidy_one {}'
  for file in "${files[@]}"; do
    if [ -e "$(tidy_mark "$file")" ]; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      cat "$BUILD/logs/tidy/${file//\//-}.log" || true
    fi
  done
  # Marks of old versions are of no more use.
  find "$BUILD/tidy" -type f -mtime +7 -delete
  count "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# The tests labelled interop start Node programs, which need their packages.
suite_interop() {
  find_node
  npm_ci tests/peers
  configure product
  compile product tests/peers/all
  # Debian's packages lie in a GOPATH, from before modules.
  GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$BUILD/go-cache \
    go build -o "$BUILD/sumdb" tests/peers/sumdb/main.go
  SOTTO_SUMDB=$BUILD/sumdb PATH="$(dirname "$NODE"):$PATH" run_ctest "$BUILD/product" -L '^interop$'
}

suite_ct() {
  configure product
  compile product ct_test
  local log=$BUILD/logs/ct-checks.log status=0
  local under=(valgrind --error-exitcode=99 --quiet --suppressions=tests/ct/libsodium.supp)
  mkdir -p "$BUILD/logs"
  "${under[@]}" --track-origins=yes "$BUILD/product/tests/ct/ct_test" | tee "$log" || status=$?
  count "$(grep -c '^ok ' "$log" || true)" "$(grep -c '^LEAK ' "$log" || true)"
  [ "$status" -eq 0 ] || return 1
  # And it must notice a leak that is planted.
  "${under[@]}" "$BUILD/product/tests/ct/ct_test" plant >/dev/null 2>&1 || status=$?
  if [ "$status" -ne 99 ]; then
    echo 'a planted branch on a secret went unnoticed'
    return 1
  fi
  count 1 0
}

suite_counts() {
  configure product
  compile product hot_paths hot_commit
  bash tests/bench/instructions.sh "$BUILD/product"
  count "$(grep -c '^[a-z]' tests/bench/instructions.txt)" 0
}

# The story and what it must have said.
demo_story() {
  local story=$BUILD/logs/demo.json expected
  ./run demo --once --json >"$story" || return 1
  cat "$story"
  for expected in '"enquiry_delivered": *true' '"meetings_held": *3' '"fourth_meeting": *"refused"' \
    '"pass_spent_twice": *"refused"' '"engagement_ended": *true' \
    '"other_supporters_learned_nothing": *true' '"inspect_rows": *{'; do
    if ! grep -q "$expected" "$story"; then
      echo "the demo's object lacks $expected"
      return 1
    fi
  done
}

demo_near_peer() { ./run demo --scheme near-peer --beginning --json; }

# Its days last seconds: the stories have the machine to themselves.
suite_demo() {
  local part failed=0
  mkdir -p "$BUILD/logs"
  configure product
  compile product demo near_peer_demo
  signal_ahead STOP
  for part in demo_story demo_near_peer; do
    if once_more "$part"; then
      count 1 0
    else
      count 0 1
      failed=1
    fi
  done
  signal_ahead CONT
  return $failed
}

suite_package() {
  . .ci/lib/package.sh
  package_build
  count 1 0
  if [ "${LONG:-0}" -eq 1 ]; then
    . .ci/lib/fresh.sh
    . .ci/lib/rehearse.sh
    package_rehearse
    count 1 0
  fi
}

# What the corpora reach of the files that read what others send (tests/fuzz/parsers.txt). The report, and the
# functions that no corpus reaches, go to .build/coverage/reached. A file of which less is reached than the list
# says fails, and so does a function that parses, reads or splits and is not reached.
fuzz_coverage() {
  local out=$BUILD/coverage/reached program name objects=() files from status=0 file least share
  configure coverage >&2
  compile coverage tests/fuzz/all >&2
  rm -rf "$out"
  mkdir -p "$out"
  for program in "$BUILD"/coverage/tests/fuzz/*_fuzz; do
    name=$(basename "$program" _fuzz)
    LLVM_PROFILE_FILE=$out/$name.profraw "$program" "tests/fuzz/corpus/$name" >&2
    objects+=(-object "$program")
  done
  llvm-profdata-19 merge -sparse "$out"/*.profraw -o "$out/corpora.profdata"
  rm "$out"/*.profraw
  mapfile -t files < <(sed '/^[-#]/d; /^$/d; s/ .*//' tests/fuzz/parsers.txt)
  from=(-instr-profile="$out/corpora.profdata" "${objects[@]:1}" "${files[@]/#/$ROOT/}")
  llvm-cov-19 report "${from[@]}" | sed "s|$ROOT/||" >"$out/report.txt"
  # Of a function the columns are: regions, missed, share; lines, missed, share; branches, missed, share.
  llvm-cov-19 report -show-functions -Xdemangler=llvm-cxxfilt-19 "${from[@]}" | sed "s|$ROOT/||; s|'||g" |
    awk '/^File / { file = $2 }
      NF > 9 && $(NF - 3) == "0.00%" && !/^TOTAL/ { NF -= 9; print file " " $0 }' >"$out/not-reached.txt"
  cat "$out/report.txt"
  say "functions of them that no corpus reaches: $(wc -l <"$out/not-reached.txt") (.build/coverage/reached/not-reached.txt)"
  if grep -E '(::| )(parse|read|split)(_[a-z_]+)?(\[abi:[a-z0-9]+\])?\(' "$out/not-reached.txt"; then
    say 'no corpus reaches these, which read what others wrote'
    status=1
  fi
  while read -r file least; do
    # Of a file: regions, missed, share; functions, missed, share; lines, missed, share. What no program holds is in no report.
    share=$(awk -v file="$file" 'NF > 9 && file ~ $1 "$" { sub(/\..*/, "", $10); print $10 }' "$out/report.txt" | head -n 1)
    if [ "${share:-0}" -lt "${least:-10}" ]; then
      say "the corpora reach ${share:-0} % of the lines of $file, less than ${least:-10} %"
      status=1
    fi
  done < <(sed '/^[-#]/d; /^$/d' tests/fuzz/parsers.txt)
  return $status
}

# ./run fuzz [TARGET] [SECONDS], or --coverage
fuzz_command() {
  need_packages build clang
  if [ "${1:-}" = --coverage ]; then
    fuzz_coverage
    return
  fi
  local targets=() seconds=60 program
  if [[ "${1:-}" =~ ^[a-z] ]]; then
    targets=("${1%_fuzz}_fuzz")
    shift
  fi
  seconds=${1:-60}
  for program in $(fuzz_build "${targets[@]}"); do
    say "$(basename "$program"): $seconds s"
    fuzz_one "$program" "$seconds"
  done
}

# ./run soak [SECONDS]: mixed load on a broker under ASan and UBSan, whose memory must stay flat; or, with
# "all", every test labelled soak and then every fuzz target.
soak() {
  need_packages build clang
  configure product >&2
  if [ "${1:-}" = all ]; then
    compile product >&2
    ctest --test-dir "$BUILD/product" -L '^soak$' --timeout 36000 --output-on-failure
    fuzz_command "${2:-900}"
    return
  fi
  configure asan >&2
  compile asan sotto-broker >&2
  compile product process_test >&2
  # Freed memory is held back in a small, fixed amount. Leaks show in the slope: the broker lets nobody trace
  # it, LeakSanitizer at its end neither.
  ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=8:detect_stack_use_after_return=1 \
    UBSAN_OPTIONS=print_stacktrace=1 SOTTO_BROKER_PROGRAM=$BUILD/asan/broker/sotto-broker \
    SOTTO_SOAK_SECONDS=${1:-3600} \
    "$BUILD/product/tests/story/process_test" --gtest_filter=MixedLoadSoak.LeavesMemoryFlat
}
