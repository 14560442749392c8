# ./ling bench: the real server under load, every figure beside its physical floor of the same run. See bench/README.md.
# shellcheck shell=bash

bench() {
  install_packages build test
  install_node_modules
  build_web
  configure release ON
  build_server release ling
  build_server release ling_bench
  LING_BINARY=$PWD/build/release/bin/ling exec build/release/bin/ling_bench "$@"
}
