# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by `run` and `test`: install_packages WHO..., with the lists of packages.txt.

# Prints the packages of the given groups that are not installed, one a line.
missing_packages() {
    local list=$1 group name _
    shift
    while read -r group name _; do
        [[ " $* " == *" $group "* ]] || continue
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] ||
            echo "$name"
    done < <(grep -v '^#' "$list")
}

# Runs a command as root: directly, or through sudo.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "cannot run '$*': not root, and sudo is not installed" >&2
        return 1
    fi
}

# install_packages LIST WHO...: installs what is missing and says so; silent if nothing is.
install_packages() {
    local -a missing
    mapfile -t missing < <(missing_packages "$@")
    # Any node will do; Debian's is only fetched where none is there.
    if [[ " $* " == *" test "* ]] && ! { command -v node && command -v npm; } >/dev/null; then
        missing+=(nodejs npm)
    fi
    ((${#missing[@]})) || return 0
    echo "Installing Debian packages: ${missing[*]}" >&2
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}"
}
