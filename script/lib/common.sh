# Where things are, how the scripts speak, and the user that programs run as. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# What the scripts make on this machine besides the build: databases, a pinned Node, logs.
LOCAL=${SILLAGE_LOCAL:-$ROOT/.local}
case $LOCAL in /*) ;; *) LOCAL=$PWD/$LOCAL ;; esac

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$(basename "$0"): $*"
  exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

# usage: prints the comment block at the top of the script that asks, as its --help.
usage() { sed -n '2,/^[^#]/{/^# SPDX/d;s/^# \{0,1\}//p}' "$0"; }

# PostgreSQL refuses to run as root and the server has no need to: when we are root, both run as this user, which
# script/bootstrap creates. "${AS_SERVICE[@]}" command... runs a command as that user, in a process of the same id.
if is_root; then
  SERVICE_USER=${SILLAGE_USER:-sillage}
  AS_SERVICE=(setpriv --reuid "$SERVICE_USER" --regid "$SERVICE_USER" --clear-groups env HOME=/)
else
  SERVICE_USER=$(id -un)
  AS_SERVICE=(env)
fi

make_local() {
  mkdir -p "$LOCAL" 2>/dev/null || true
  [ -w "$LOCAL" ] || die "cannot write to $LOCAL: set SILLAGE_LOCAL to another folder"
}

# Sets STATE, the folder for what the service user must read: PostgreSQL's programs, its data, and the server where the
# checkout itself is closed to that user (as one under /root is).
find_state() {
  make_local
  STATE=$LOCAL
  if is_root && ! "${AS_SERVICE[@]}" test -x "$LOCAL"; then
    STATE=/var/lib/sillage/$(printf '%s' "$LOCAL" | cksum | cut -d' ' -f1)
    mkdir -p "$STATE"
    chmod 755 /var/lib/sillage "$STATE"
    ln -sfn "$STATE" "$LOCAL/state"
  fi
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port FIRST: prints the first port from FIRST on that nobody listens on.
free_port() {
  local port
  for port in $(seq "$1" $(($1 + 200))); do
    if port_is_free "$port"; then
      echo "$port"
      return
    fi
  done
  die "no free port from $1 on"
}

# random_text: 24 characters that need no quoting anywhere.
random_text() { head -c 512 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | head -c 24; }

# wait_gone PID SECONDS: true once the process is gone.
wait_gone() {
  local try
  for try in $(seq $(($2 * 20))); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.05
  done
  : "$try"
  return 1
}
