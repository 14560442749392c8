# ./ling test: builds, runs the suites that were asked for, ends with one line "N passed, N failed".
# Every suite leaves a report in build/reports; tools/summary.mjs adds them up.
# shellcheck shell=bash

reports=$PWD/build/reports
# What a sanitizer finds, a file for each process: the servers that tests start often die unseen.
findings=$PWD/build/logs/findings
suites_run=()

# suite NAME SECONDS COMMAND…: runs one suite, bounded in time. $reports/NAME.json is its report.
suite() {
  local name=$1 seconds=$2 status=0 started=$SECONDS pid
  shift 2
  printf '\n── %s\n' "$name"
  # In a process group of its own, so that a suite that hangs is ended with everything it started.
  timeout --kill-after=15 "$seconds" "$@" </dev/null &
  pid=$!
  trap 'kill -TERM -- "-$pid" 2>/dev/null; wait "$pid"; exit 130' INT TERM
  wait "$pid" || status=$?
  trap - INT TERM
  [ "$status" -eq 124 ] && printf '%s took longer than %s s and was ended.\n' "$name" "$seconds"
  printf '%s took %s.\n' "$name" "$(elapsed $((SECONDS - started)))"
  suites_run+=("$name=$status")
}

# What concerns the file of SQLite, or the tests themselves.
not_on_mariadb='Backup.*:MigrateStorage.*:UpgradeTest.*:From/EveryReleasedSchema.*:Process.only_one_handle_writes_the_database'

# google_test NAME SECONDS BINARY FILTER [EXCLUDED]
# What the program logs while it is tested is kept apart; it is worth reading when the suite fails.
google_test() {
  local name=$1 seconds=$2 binary=$3 filter=${4:-} excluded=${5:-} failed
  google_suite "$name" "$seconds" "$binary" "*${filter:+$filter*}${excluded:+-$excluded}" && return
  [ -n "$filter" ] && return
  failed=$(second_try "$name" google)
  [ -n "$failed" ] && google_suite "$name-again" "$seconds" "$binary" "$failed"
}

google_suite() {
  local name=$1 seconds=$2 binary=$3 filter=$4 log=build/logs/test-$1.log
  suite "$name" "$seconds" "$binary" --gtest_brief=1 --gtest_output="json:$reports/$name.json" \
    "--gtest_filter=$filter" 2>"$log"
  [[ ${suites_run[-1]} == "$name=0" ]] && return
  tail -n 60 "$log" | sed 's/^/    /'
  printf 'Everything that was logged is in %s\n' "$log"
  return 1
}

# second_try NAME google|vitest: what picks the tests that failed, when they are few; nothing otherwise. A sanitizer's
# finding is no accident, and who asked for some tests only wants to see how they fail.
second_try() {
  [[ $1 == *-asan || $1 == *-tsan ]] || node tools/second-try.mjs "$reports" "$1" "$2"
}

node_test() {
  suite "$1" 120 web/node_modules/.bin/node --test \
    --test-reporter=./tools/brief-reporter.mjs --test-reporter-destination=stdout \
    --test-reporter=./tools/json-reporter.mjs --test-reporter-destination="$reports/$1.json" "${@:2}"
}

# vitest NAME SECONDS FILTER [OPTION…]: a filter that is part of a file's name picks files, any other picks tests.
vitest() {
  local name=$1 seconds=$2 filter=$3 failed
  shift 3
  if [ -n "$filter" ]; then
    set -- "$@" --passWithNoTests
    if [ -n "$(find web/src web/tests web/e2e -name "*$filter*.ts" -print -quit 2>/dev/null)" ]; then
      set -- "$@" "$filter"
    else
      set -- "$@" -t "$filter"
    fi
  fi
  vitest_suite "$name" "$seconds" "$@" && return
  [ -n "$filter" ] && return
  failed=$(second_try "$name" vitest)
  [ -n "$failed" ] && vitest_suite "$name-again" "$seconds" "$@" -t "$failed"
}

vitest_suite() {
  local name=$1 seconds=$2
  shift 2
  suite "$name" "$seconds" web/node_modules/.bin/node web/node_modules/vitest/vitest.mjs run --root web \
    --reporter=default --reporter=json --outputFile.json="$reports/$name.json" "$@"
  [[ ${suites_run[-1]} == "$name=0" ]]
}

# fuzz_one FUZZER SECONDS NEW OPTION…: what is newly found goes to the folder NEW; the seeds in the repository stay as
# they are.
fuzz_one() {
  local fuzzer=$1 seconds=$2 new=$3 name
  name=$(basename "$fuzzer")
  mkdir -p "$new"
  suite "$name" "$seconds" "$fuzzer" -timeout=10 -rss_limit_mb=2048 -verbosity=0 \
    -artifact_prefix="build/fuzz/$name-" "${@:4}" "$new" "server/fuzz/${name%_fuzzer}"
  [[ ${suites_run[-1]} == "$name=0" ]] && printf '{"numTotalTests":1,"numPassedTests":1}' >"$reports/$name.json"
}

fuzz() {
  local filter=$1 seconds=${LING_FUZZ_SECONDS:-60} fuzzer
  built asan fuzzers || return 0
  for fuzzer in build/asan/bin/*_fuzzer; do
    [[ -x $fuzzer && $(basename "$fuzzer") == *"$filter"* ]] || continue
    fuzz_one "$fuzzer" $((seconds + 60)) "build/fuzz/corpus/$(basename "$fuzzer")" \
      -max_total_time="$seconds" -print_final_stats=1
  done
}

# The seeds, and the same 20,000 variants of them each time: what fails does so for everybody.
fuzz_briefly() {
  local fuzzer new
  built asan fuzzers || return 0
  new=$(mktemp -d)
  mkdir -p build/fuzz
  for fuzzer in build/asan/bin/*_fuzzer; do
    fuzz_one "$fuzzer" 120 "$new/$(basename "$fuzzer")" -seed=1 -runs=20000
  done
  rm -rf "$new"
}

summarize() {
  node tools/summary.mjs "$reports" "$@"
}

prepare() {
  step_quietly install_packages build test && step_quietly install_node_modules || return 1
  [ "$1" = web ] && return
  step_quietly build_web
}

# A step ends the script when it fails, but the summary must still be printed.
step_quietly() {
  ("$@")
}

# built PRESET [TARGET…]: what does not compile counts as a failure, and the other suites still run.
built() {
  step_quietly build_server "$@" && return
  suites_run+=("build-$1=1")
  return 1
}

# Sanitizers end a process at what they find; from here on they write it into files.
look_for_faults() {
  rm -rf "$findings"
  mkdir -p "$findings"
  ASAN_OPTIONS+=":log_path='$findings/asan'"
  UBSAN_OPTIONS+=":log_path='$findings/ubsan'"
  TSAN_OPTIONS+=":log_path='$findings/tsan'"
}

# no_faults NAME: fails where anything was found, in whichever process.
no_faults() {
  local name=$1 found
  found=$(find "$findings" -type f | wc -l)
  printf '{"numTotalTests":1,"numPassedTests":%d,"numFailedTests":%d}' $((found == 0)) $((found > 0)) >"$reports/$name.json"
  suites_run+=("$name=$((found > 0))")
  [ "$found" -eq 0 ] && return
  find "$findings" -type f -exec head -n 80 {} + | sed 's/^/    /'
  printf 'Everything that was found is in %s\n' "$findings"
}

# The program and its tests in C++, built with a sanitizer: what is wrong with memory or threads ends the process.
# Faults for which a library is preloaded into the server (power cuts, failing flushes, clocks that jump) are left out
# by tests/fault/CMakeLists.txt: a sanitizer's runtime must be the first library of a process.
sanitized() {
  local preset=$1 filter=$2
  built "$preset" ling unit_tests history_tests system_tests fault_tests || return 0
  look_for_faults
  export LING_BINARY=$PWD/build/$preset/bin/ling LING_STOP_SERVERS=1
  google_test "unit-$preset" 1200 "build/$preset/bin/unit_tests" "$filter"
  LING_HISTORIES=${LING_HISTORIES:-300} google_test "history-$preset" 1200 "build/$preset/bin/history_tests" "$filter"
  google_test "system-$preset" 2400 "build/$preset/bin/system_tests" "$filter"
  google_test "fault-$preset" 1200 "build/$preset/bin/fault_tests" "$filter"
  no_faults "found-by-$preset"
}

run_tests() {
  local kind=${1:-all} filter=${2:-}
  case $kind in
    all | unit | history | system | web | story | fault | asan | tsan | fuzz) ;;
    *) fail "There is no kind of test \"$kind\". See ./ling help." ;;
  esac
  rm -rf "$reports"
  mkdir -p "$reports"
  if ! prepare "$kind"; then
    summarize build=1
    exit 1
  fi

  export LING_BINARY=$PWD/build/release/bin/ling
  export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1
  export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
  export TSAN_OPTIONS="halt_on_error=1:second_deadlock_stack=1:atexit_sleep_ms=0:suppressions='$PWD/tools/tsan-suppressions.txt'"
  export ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-19 TSAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-19
  case $kind in
    all | unit | history | system | story | fault)
      if ! built release; then
        summarize "${suites_run[@]}"
        exit 1
      fi
      ;;
  esac
  case $kind in
    all | unit) [ -n "$filter" ] || node_test architecture tests/architecture/*.test.mjs tools/*.test.mjs ;;&
    all | unit) google_test unit 600 build/release/bin/unit_tests "$filter" ;;&
    all | history) google_test history 600 build/release/bin/history_tests "$filter" ;;&
    fault) LING_HISTORIES=${LING_HISTORIES:-10000} google_test history 900 build/release/bin/history_tests "$filter" ;;&
    fault) LING_FAULTS=long google_test fault 1800 build/release/bin/fault_tests "$filter" ;;&
    all | web) vitest web 600 "$filter" ;;&
    all | system) google_test system 900 build/release/bin/system_tests "$filter" ;;&
    all | system) google_test fault 600 build/release/bin/fault_tests "$filter" ;;&
    all | system) LING_TEST_STORAGE=mariadb google_test system-mariadb 900 build/release/bin/system_tests "$filter" "$not_on_mariadb" ;;&
    all | system) vitest equivalence 300 "$filter" --config vitest.equivalence.config.ts ;;&
    all | story) vitest story 3000 "$filter" --config vitest.story.config.ts ;;&
    all) [ -n "$filter" ] || fuzz_briefly ;;&
    asan) sanitized asan "$filter" ;;&
    tsan) sanitized tsan "$filter" ;;&
    fuzz) fuzz "$filter" ;;
  esac
  printf '\nAll of it took %s.\n' "$(elapsed "$SECONDS")"
  summarize ${filter:+--filtered} "${suites_run[@]}"
}
