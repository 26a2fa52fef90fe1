#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with_keyring.sh unlocked|locked|absent PROGRAM...: runs a program in a session bus of its own with a home that is
# thrown away. unlocked: gnome-keyring with an open login keyring; locked: with one that is closed, and nobody to ask for
# its password; absent: a bus without a keyring.
set -eu
keyring=$1
shift
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run" "$home/services"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/share" COSFTP_KEYRING="$keyring"

# A bus that starts no services by itself: else "absent" would start the keyring of this machine.
cat > "$home/bus.conf" <<BUS
<busconfig><type>session</type><listen>unix:tmpdir=$home/run</listen><servicedir>$home/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
BUS

open_keyring='printf password | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &'
case $keyring in
unlocked) prepare=$open_keyring ;;
# Made by an unlocked daemon, then kept by a new one that was told no password.
locked) prepare="$open_keyring"' first=$!
    until test -e "$XDG_DATA_HOME/keyrings/login.keyring"; do sleep 0.1; done
    kill $first; wait $first || true
    gnome-keyring-daemon --foreground --components=secrets >/dev/null 2>&1 &' ;;
absent) prepare= ;;
esac
case $keyring in
absent) wait_for= ;;
*) wait_for='until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets >/dev/null 2>&1; do sleep 0.1; done' ;;
esac
timeout 240 dbus-run-session --config-file="$home/bus.conf" -- sh -c "$prepare
$wait_for
"'"$@"; status=$?; for job in $(jobs -p); do kill $job; done; exit $status' sh "$@"
