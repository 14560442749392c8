# Steps: each says what it does and how long it took; its noise goes to a log file whose end is shown when it fails.
# shellcheck shell=bash
logs=build/logs

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

elapsed() {
  local seconds=$1
  if [ "$seconds" -lt 60 ]; then
    printf '%d s' "$seconds"
  else
    printf '%d min %02d s' $((seconds / 60)) $((seconds % 60))
  fi
}

# Copies its input to the log; on a terminal also shows how far ninja is.
follow() {
  local title=$1 line
  while IFS= read -r line || [ -n "$line" ]; do
    printf '%s\n' "$line"
    if [ -t 2 ] && [[ $line =~ ^\[([0-9]+/[0-9]+)\] ]]; then
      printf '\r\e[K… %s %s' "$title" "${BASH_REMATCH[1]}" >&2
    fi
  done
}

# try_step NAME TITLE COMMAND…: like step, but lets the caller decide what a failure means.
try_step() {
  local name=$1 title=$2 started=$SECONDS
  local log=$logs/$name.log
  shift 2
  mkdir -p "$logs"
  if [ -t 2 ]; then printf '… %s' "$title" >&2; else printf '… %s\n' "$title" >&2; fi
  if "$@" </dev/null 2>&1 | follow "$title" >"$log"; then
    [ -t 2 ] && printf '\r\e[K' >&2
    printf '✓ %s (%s)\n' "$title" "$(elapsed $((SECONDS - started)))" >&2
    return 0
  fi
  [ -t 2 ] && printf '\r\e[K' >&2
  printf '✗ %s (%s)\n' "$title" "$(elapsed $((SECONDS - started)))" >&2
  tail -n "${LING_LOG_LINES:-40}" "$log" | sed 's/^/    /' >&2
  printf '  Everything it said is in %s\n' "$log" >&2
  return 1
}

# step NAME TITLE COMMAND…: runs the command; ends the script when it fails.
step() {
  try_step "$@" || exit 1
}
