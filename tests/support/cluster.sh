#!/bin/bash
# A PostgreSQL cluster that a test may break, through the same functions as script/test's own.
#
#   cluster.sh start                  makes and starts one; prints its folder, PGHOST, PGPORT and PGUSER
#   cluster.sh restart FOLDER MODE    restarts it; MODE is pg_ctl's: fast, or immediate, which is a crash
#   cluster.sh stop FOLDER            stops it and removes it
#
# SPDX-License-Identifier: MIT
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/../../script/lib/common.sh"
. "$ROOT/script/lib/postgres.sh"
find_state
find_postgres

case $1 in
start)
  folder=$(mktemp -d "${TMPDIR:-/tmp}/sillage-cluster.XXXXXX")
  chmod 755 "$folder"
  cluster_create "$folder/data"
  # COMMIT waits before it writes, so that what happens to the cluster often happens in the middle of one.
  cluster_start "$folder/data" none commit_delay=20000 commit_siblings=0
  printf '%s %s %s %s\n' "$folder" "$PGHOST" "$PGPORT" "$PGUSER"
  ;;
restart)
  cd "$2/data"
  "${AS_SERVICE[@]}" "$POSTGRES_BIN/pg_ctl" -D "$2/data" -s -w -t 60 -m "$3" -l "$2/data/postgres.log" restart
  ;;
stop)
  cluster_stop "$2/data"
  rm -rf "$2"
  ;;
esac
