# ./ling check looks at everything that a machine can judge without running the program; ./ling format mends what it can.
# shellcheck shell=bash

tracked() {
  git ls-files --cached --others --exclude-standard --deduplicate -- "$@" | while IFS= read -r file; do
    [ -f "$file" ] && printf '%s\n' "$file"
  done
}

cpp_files() {
  tracked '*.cpp' '*.hpp'
}

shell_files() {
  tracked ling .ci/run '*.sh'
}

clang_format() {
  cpp_files | xargs -r clang-format-19 "$@"
}

# Scripts outside the web client, in the web client's manner.
prettier_scripts() {
  tracked 'tools/*.mjs' 'tests/*.mjs' 'bench/*.mjs' |
    xargs -r web/node_modules/.bin/node web/node_modules/prettier/bin/prettier.cjs --log-level=warn "$1"
}

web_script() {
  npm --prefix web run --silent "$1"
}

# generated_files --check: complains of what is out of date. generated_files: writes it.
generated_files() {
  local manual=build/config.md
  build_web && build_server release protocol_generator && build_server release ling || return 1
  build/release/bin/ling config-manual >"$manual" || return 1
  if [ "${1:-}" != --check ]; then
    build/release/bin/protocol_generator . && cp "$manual" docs/config.md
  elif ! { build/release/bin/protocol_generator --check . && diff -u docs/config.md "$manual"; }; then
    printf './ling format writes them.\n'
    return 1
  fi
}

# A lock file that names the registry it was made with would send everybody there.
lock_files() {
  ! tracked '*package-lock.json' | xargs -r grep -nE '"resolved": *"https?://' /dev/null
}

# Where the repository happens to lie, or anybody's home, says nothing to others.
machine_paths() {
  ! tracked | xargs -rd '\n' grep -InE "$(printf '%s' "$PWD" | sed 's/[.[\*^$+?(){|]/\\&/g')(/|\\b)|/home/[a-z]+/|/Users/[A-Za-z]+/" /dev/null
}

shell_scripts() {
  shell_files | xargs -r shellcheck --external-sources
}

clang_tidy() {
  [ -f build/dev/compile_commands.json ] || cmake --preset dev || return 1
  cpp_files | grep '\.cpp$' | xargs -r -n 1 -P "$(compile_jobs)" clang-tidy-19 --quiet -p build/dev
}

check_all() {
  local failed=0
  case ${1:-} in '' | tidy) ;; *) fail "./ling check knows \"tidy\" and nothing else." ;; esac
  install_packages build test
  install_node_modules
  install_media_engine
  check() { try_step "check-$1" "$2" "${@:3}" || failed=$((failed + 1)); }
  check clang-format 'C++ is formatted' clang_format --dry-run --Werror
  check prettier 'The web client is formatted' web_script format:check
  check scripts 'Scripts are formatted' prettier_scripts --check
  check eslint 'The web client is lint-free' web_script lint
  check types 'The web client is typed' web_script typecheck
  check shell 'Shell scripts are sound' shell_scripts
  check architecture 'The architecture holds' web/node_modules/.bin/node --test \
    --test-reporter=./tools/brief-reporter.mjs tests/architecture/*.test.mjs tools/*.test.mjs
  check generated 'Generated files are fresh' generated_files --check --check
  check lock-files 'Lock files name no registry' lock_files
  check machine-paths 'No file names a path of one machine' machine_paths
  [ "${1:-}" = tidy ] && check clang-tidy 'clang-tidy is content' clang_tidy
  if [ "$failed" -gt 0 ]; then fail "$failed of the checks failed."; fi
  printf 'All is well.\n'
}

format() {
  install_packages build test
  install_node_modules
  install_media_engine
  step generate 'Writing the generated files' generated_files
  step format-cpp 'Formatting C++' clang_format -i
  step format-scripts 'Formatting the scripts' prettier_scripts --write
  step format-web 'Formatting the web client' web_script format
}
