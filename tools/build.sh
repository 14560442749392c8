# Builds the web client and the server; skips what has not changed since the last time.
# shellcheck shell=bash

hash_of() {
  find "$@" -type f -not -name '*.test.ts' -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# npm leaves out what does not fit the Node that runs it, so a Node as new as the tools need comes first. Its version
# is the one that web/package.json pins.
bring_node() {
  local wanted
  wanted=$(sed -n 's/^ *"node": "\([0-9.]*\)",*$/\1/p' web/package.json)
  [ "$(build/node/node_modules/.bin/node --version 2>/dev/null)" = "v$wanted" ] && return
  step node "Bringing Node $wanted" npm --prefix build/node install --no-save --no-audit --no-fund --loglevel=error "node@$wanted"
}

npm_install() {
  PATH=$PWD/build/node/node_modules/.bin:$PATH npm --prefix web ci --no-audit --no-fund --loglevel=error
}

install_node_modules() {
  local stamp=web/node_modules/.ling-installed wanted
  wanted=$(hash_of web/package.json web/package-lock.json)
  [ -x web/node_modules/.bin/node ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
  bring_node
  step node-modules 'Installing the web packages from npm' npm_install
  printf '%s' "$wanted" >"$stamp"
}

# The sources of the media engine; nothing of the package runs in Node.
media_npm_install() {
  PATH=$PWD/build/node/node_modules/.bin:$PATH npm --prefix media ci --no-audit --no-fund --loglevel=error
}

install_media_engine() {
  local stamp=media/node_modules/.ling-installed wanted
  wanted=$(hash_of media/package.json media/package-lock.json)
  [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
  bring_node
  step media-engine 'Bringing the sources of the media engine from npm' media_npm_install
  printf '%s' "$wanted" >"$stamp"
}

build_web() {
  local stamp=build/web.stamp wanted
  wanted=$(hash_of web/src web/public web/index.html web/vite.config.ts web/tsconfig*.json web/package-lock.json)
  [ -f web/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
  step web 'Building the web client' npm --prefix web run --silent build
  printf '%s' "$wanted" >"$stamp"
}

# The compiler needs about 1 GiB a job.
compile_jobs() {
  local memory_kib
  memory_kib=$(awk '$1 == "MemTotal:" { print $2 }' /proc/meminfo)
  if [ "$memory_kib" -lt $((3 * 1024 * 1024)) ]; then echo 1; else nproc; fi
}

# configure PRESET ON|OFF: with or without the tests, which need packages of their own.
configure() {
  step "configure-$1" "Preparing the build ($1)" cmake --preset "$1" "-DLING_TESTS=$2"
}

# build_server PRESET [TARGET…]: everything, unless targets are given.
build_server() {
  local preset=$1 targets=("${@:2}")
  [ $# -gt 1 ] || targets=(all)
  install_media_engine
  case " ${targets[*]} " in
    *' all '* | *' unit_tests '*) configure "$preset" ON ;;
    *) [ -f "build/$preset/build.ninja" ] || configure "$preset" OFF ;;
  esac
  step "compile-$preset" "Compiling ($preset)" \
    cmake --build "build/$preset" --target "${targets[@]}" -j "$(compile_jobs)"
}
