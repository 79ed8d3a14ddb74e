#!/bin/bash
# A PostgreSQL cluster that a test may break, through the same functions as script/test's own.
#
#   cluster.sh start                  makes and starts one; prints its folder, PGHOST, PGPORT and PGUSER
#   cluster.sh replicate FOLDER       makes and starts a streaming replica of it; prints the same of that one
#   cluster.sh restart FOLDER MODE    restarts it, or starts it; MODE is pg_ctl's: fast, or immediate, which is a crash
#   cluster.sh halt FOLDER            ends it; restart finds it again
#   cluster.sh stop FOLDER            stops it and removes it
#
# SPDX-License-Identifier: MIT
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/../../script/lib/common.sh"
. "$ROOT/script/lib/postgres.sh"
find_state
find_postgres

# pg_ctl_of FOLDER ARGUMENT...: of the cluster there, as its user.
pg_ctl_of() {
  local data=$1/data
  shift
  (cd "$data" && "${AS_SERVICE[@]}" "$POSTGRES_BIN/pg_ctl" -D "$data" -s -w -t 60 -l "$data/postgres.log" "$@")
}

new_folder() {
  folder=$(mktemp -d "${TMPDIR:-/tmp}/sillage-cluster.XXXXXX")
  chmod 755 "$folder"
}

case $1 in
start)
  new_folder
  cluster_create "$folder/data"
  # COMMIT waits before it writes, so that what happens to the cluster often happens in the middle of one.
  cluster_start "$folder/data" none commit_delay=20000 commit_siblings=0
  printf '%s %s %s %s\n' "$folder" "$PGHOST" "$PGPORT" "$PGUSER"
  ;;
replicate)
  new_folder
  source=$(sed -n 5p "$2/data/postmaster.pid")
  # What a cluster leaves when it ends is a base for replicas; not every PostgreSQL here comes with pg_basebackup.
  pg_ctl_of "$2" -m fast stop
  cp -a "$2/data" "$folder/data"
  pg_ctl_of "$2" restart 2>/dev/null
  cat >>"$folder/data/postgresql.auto.conf" <<SETTINGS
primary_conninfo = 'host=$source port=5432 user=sillage'
wal_retrieve_retry_interval = 100ms
SETTINGS
  "${AS_SERVICE[@]}" touch "$folder/data/standby.signal"
  cluster_start "$folder/data" none
  printf '%s %s %s %s\n' "$folder" "$PGHOST" "$PGPORT" "$PGUSER"
  ;;
restart) pg_ctl_of "$2" -m "$3" restart ;;
halt) pg_ctl_of "$2" -m fast stop ;;
stop)
  cluster_stop "$2/data"
  rm -rf "$2"
  ;;
esac
