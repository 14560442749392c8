# ./ling bench: the real server under load, every figure beside its physical floor of the same run. See bench/README.md.
# shellcheck shell=bash

bench() {
  install_packages build test
  install_node_modules
  build_web
  configure release ON
  build_server release ling
  if [[ ${1:-} == profiles ]]; then
    build_server release link_emulator
    LING_BINARY=$PWD/build/release/bin/ling exec web/node_modules/.bin/node web/node_modules/vitest/vitest.mjs run \
      --root web --config vitest.profiles.config.ts --reporter verbose
  fi
  build_server release ling_bench
  LING_BINARY=$PWD/build/release/bin/ling exec build/release/bin/ling_bench "$@"
}
