# Installs the Debian packages listed in tools/packages/*.txt that are missing.
# shellcheck shell=bash

packages_in() {
  sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "tools/packages/$1.txt"
}

# A newer Node from elsewhere conflicts with Debian's npm, and serves as well: it only has to start npm.
has_node() {
  command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' 2>/dev/null
}

missing_packages() {
  local wanted installed
  wanted=$(for list in "$@"; do packages_in "$list"; done | sort -u)
  has_node && wanted=$(grep -vxE 'nodejs|npm' <<<"$wanted")
  # shellcheck disable=SC2086 # one word per package
  installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | sed -n 's/ installed$//p' | sort -u)
  comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

apt_install() {
  # A source of somebody else's that is down is no reason to stop: the install says what is really missing.
  "${as_root[@]}" apt-get -qq update || true
  "${as_root[@]}" apt-get -y -q --no-install-recommends install "$@"
}

# install_packages LIST…: names of lists in tools/packages.
install_packages() {
  if ! command -v apt-get >/dev/null; then
    printf 'This is not Debian: make sure that what tools/packages lists is installed.\n' >&2
    return
  fi
  local missing as_root=(env DEBIAN_FRONTEND=noninteractive)
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      fail "These packages are missing; ask an administrator to install them: ${missing[*]}"
    printf 'Installing needs administrator rights: %s\n' "${missing[*]}" >&2
    # Ask for the password here: inside a step the question would vanish into the log.
    sudo -n true 2>/dev/null || sudo -v || fail 'sudo refused.'
    as_root=(sudo env DEBIAN_FRONTEND=noninteractive)
  fi
  step "packages-${*: -1}" "Installing ${#missing[@]} Debian packages" apt_install "${missing[@]}"
  hash -r
}
