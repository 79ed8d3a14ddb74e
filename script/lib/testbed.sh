# A throw-away cluster with a migrated template database for the tests to clone. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

# testbed_start PROGRAM: starts it, sets PGHOST, PGPORT, PGUSER and TEMPLATE_DATABASE, and removes all of it at the end.
testbed_start() {
  TESTBED=$(mktemp -d "${TMPDIR:-/tmp}/sillage-test.XXXXXX")
  chmod 755 "$TESTBED"
  trap testbed_stop EXIT
  trap 'exit 130' INT TERM HUP
  cluster_create "$TESTBED/data"
  # What a power cut would cost does not matter here, and speed does.
  cluster_start "$TESTBED/data" none fsync=off full_page_writes=off max_connections=200
  export TEMPLATE_DATABASE=sillage_template SHARE_DIR=${1%/*}/share
  unset DATABASE_URL PGDATABASE PGPASSWORD PGSERVICE
  psql -d postgres -qc "CREATE DATABASE $TEMPLATE_DATABASE"
  PGDATABASE=$TEMPLATE_DATABASE "$1" --migrate || die "the migrations failed"
  say "PostgreSQL $POSTGRES, $(psql -d postgres -Atc 'SHOW server_version')"
}

testbed_stop() {
  cluster_stop "$TESTBED/data"
  rm -rf "$TESTBED"
}
