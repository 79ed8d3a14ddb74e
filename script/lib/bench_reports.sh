# script/bench reports: a large website, made or taken from the last time, and what its reports take. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

REPORTS_WEBSITE=5e0f0a51-0000-4000-8000-000000000011
# Nothing that a machine of two cores and 4 GB could not have.
REPORTS_SETTINGS=(shared_buffers=512MB work_mem=32MB maintenance_work_mem=256MB effective_cache_size=2GB max_wal_size=8GB checkpoint_timeout=30min)

# The website counts those who ask not to be tracked without a visitor, as the generated traffic expects it.
make_reports_website() {
  local token answer=$BENCH/answer.json
  token=$(admin_token)
  curl -sf -o "$answer" "http://$HOST:$PORT/api/websites" -H "Authorization: Bearer $token" \
    -d "{\"id\":\"$REPORTS_WEBSITE\",\"name\":\"Harbour\",\"domain\":\"harbour.example\"}" || die "no website could be made"
  curl -sf -o "$answer" "http://$HOST:$PORT/api/websites/$REPORTS_WEBSITE/policy" -H "Authorization: Bearer $token" \
    -d '{"doNotTrack":"anonymous"}' || die "the website's policy could not be set"
}

# Makes the traffic; the same words make the same, but for the moment at which it ends.
generate_website() {
  local began=$SECONDS
  UNTIL=$(date +%s000)
  PGDATABASE=bench "$BUILT/bench_generator" --events "$EVENTS" --days "$DAYS" --seed "$SEED" --pages "$PAGES" --until "$UNTIL" \
    "$REPORTS_WEBSITE" "$BUILT/share"
  say "generated in $((SECONDS - began)) s"
  began=$SECONDS
  psql -d bench -qc 'VACUUM (ANALYZE)'
  say "vacuumed and analysed in $((SECONDS - began)) s"
  began=$SECONDS
  PGDATABASE=bench "$BUILT/sillage" --rebuild "$REPORTS_WEBSITE" 2>"$BENCH/rebuild.log" ||
    { tail "$BENCH/rebuild.log" >&2; die "the website's blocks could not be made"; }
  psql -d bench -qc 'VACUUM (ANALYZE) blocks'
  say "made its blocks in $((SECONDS - began)) s"
  echo "$UNTIL" >"$DATA.made"
}

# Starts a cluster with the website in it, made or kept from the last time, and the server on it. Sets UNTIL, when the traffic
# ends.
reports_website() {
  if [ -n "$KEEP" ]; then
    mkdir -p "$STATE/bench-reports"
    DATA=$STATE/bench-reports/$EVENTS-$DAYS-$SEED-$PAGES
  fi
  if [ -f "$DATA.made" ]; then
    UNTIL=$(cat "$DATA.made")
    cluster_start "$DATA" "$(free_port 54520)" "${REPORTS_SETTINGS[@]}"
    start_server
  else
    rm -rf "$DATA" "$DATA.peer"
    cluster_create "$DATA"
    cluster_start "$DATA" "$(free_port 54520)" "${REPORTS_SETTINGS[@]}"
    psql -d postgres -qc 'CREATE DATABASE bench'
    start_server
    make_reports_website
    generate_website
  fi
  psql -d bench -Atc "SELECT format('%s events, %s days, %s on disk', (SELECT sum(events) FROM ledger WHERE outcome = 1), $DAYS,
    pg_size_pretty(pg_database_size('bench')))" >&2
}

# Ends what reports_website started.
stop_reports_website() {
  stop_process "$SERVER_PID"
  SERVER_PID=
  cluster_stop "$DATA"
  [ -n "$KEEP" ] || rm -rf "$DATA" "$DATA.made"
}

# Of the peer's indexes, those that a statement of bench/peers/express-prisma/reports.mjs can use; the others change no figure
# of reading and take as much room again.
PEER_INDEXES='\((created_at|website_id, created_at(, url_path|, referrer_domain|, browser)?|website_id, (session|visit)_id, created_at)\)'

# peer_tables: its tables of reports.mjs, without indexes. Nothing of them is logged: they are never written to again.
peer_tables() {
  awk '/^CREATE TABLE (website|session|website_event) /, /^\);/' "$PEER_FOLDER/schema.sql" |
    sed 's/^CREATE TABLE/CREATE UNLOGGED TABLE/; s/ PRIMARY KEY//'
}
peer_indexes() {
  echo 'ALTER TABLE session ADD PRIMARY KEY (session_id);'
  grep -E "^CREATE INDEX ON (session|website_event) $PEER_INDEXES" "$PEER_FOLDER/schema.sql"
}

# copy_to_peer TABLE WANTED ALL: the rows of the visitors that have so many of all events; says how far it is.
copy_to_peer() {
  local copying
  psql -d bench -q -v website="'$REPORTS_WEBSITE'" -v wanted="$2" -v all="$3" -f "$ROOT/bench/reports/peer_$1.sql" |
    psql -d peer -qc "COPY $1 FROM STDIN (FORMAT binary)" &
  copying=$!
  while kill -0 "$copying" 2>/dev/null; do
    printf '\rthe peer: %s rows of %s  ' "$(psql -d peer -Atqc "SELECT coalesce(sum(tuples_processed), 0) FROM pg_stat_progress_copy
      WHERE relid = '$1'::regclass")" "$1" >&2
    sleep 1
  done
  wait "$copying"
  printf '\n' >&2
}

# fill_peer EVENTS: makes the peer's database of the website's rows; of fewer visitors where fewer events are wanted.
fill_peer() {
  local began=$SECONDS table index wanted=$1 all
  all=$(psql -d bench -Atqc 'SELECT count(*) FROM events')
  psql -d postgres -qc 'DROP DATABASE IF EXISTS peer' -c 'CREATE DATABASE peer'
  peer_tables | psql -d peer -q
  psql -d peer -qc "INSERT INTO website (website_id, name, domain) VALUES ('$REPORTS_WEBSITE', 'Harbour', 'harbour.example')"
  [ "$wanted" -lt "$EVENTS" ] || wanted=$all
  for table in session website_event; do copy_to_peer "$table" "$wanted" "$all"; done
  while read -r index; do
    say "the peer: $index"
    psql -d peer -qc "$index"
  done < <(peer_indexes)
  psql -d peer -qc 'VACUUM (ANALYZE)'
  echo "$1" >"$DATA.peer"
  say "the peer's database took $((SECONDS - began)) s"
}

# has_peer EVENTS: whether its database was kept with so many; of tables that are not logged a crash leaves nothing.
has_peer() {
  [ "$(cat "$DATA.peer" 2>/dev/null)" = "$1" ] && [ "$(psql -d peer -Atqc 'SELECT count(*) FROM (SELECT FROM website_event LIMIT 1) row')" = 1 ]
}

# The most that a statement of the peer may take: what takes longer is shown as longer.
PEER_LIMIT_S=120

# The peer with its events; they are kept with the rest.
reports_peer() {
  local wanted=${PEER_EVENTS:-$EVENTS}
  has_peer "$wanted" || fill_peer "$wanted"
  PGOPTIONS="-c statement_timeout=${PEER_LIMIT_S}s" start_peer
}

# measure_reports [NAME=VALUE]...: the table, by the options and what measure.mjs reads besides.
measure_reports() {
  env RANGES="$RANGES" CALLS="$CALLS" ROUNDS="${ROUNDS:-9}" "$@" \
    node "$ROOT/bench/reports/measure.mjs" "http://$HOST:$PORT" "$REPORTS_WEBSITE" "$UNTIL"
}

verify_reports() {
  local began=$SECONDS status=0
  say "making a flat copy of all rows"
  psql -d bench -q -v uuid="$REPORTS_WEBSITE" -f "$ROOT/bench/reports/flat.sql"
  say "made in $((SECONDS - began)) s"
  PGDATABASE=bench QUESTIONS=$QUESTIONS SEED=$SEED CALLS=$CALLS \
    node "$ROOT/bench/reports/verify.mjs" "http://$HOST:$PORT" "$REPORTS_WEBSITE" "$UNTIL" "$DAYS" || status=$?
  psql -d bench -qc 'SET client_min_messages = warning' -c 'DROP SCHEMA verify CASCADE'
  say "verified in $((SECONDS - began)) s"
  return $status
}

# Growth ------------------------------------------------------------------------------------------------------------------

# growth_set NAME: measures the overview of what EVENTS and DAYS say.
growth_set() {
  RANGES=${DAYS}d
  reports_website
  measure_reports SAVE="$BENCH/$1.json" >&2
  stop_reports_website
}

# Ten times the events in the same time, and two years at the same rate.
growth_reports() {
  local base=$EVENTS per_days=$DAYS
  CALLS=${CALLS:-'^(stats|pageviews by (day|month)|metrics|values|sessions/|events/|active|daterange|whole overview)[^,]*$'}
  growth_set base
  EVENTS=$((base * 10)) growth_set more
  EVENTS=$((base * 730 / per_days)) DAYS=730 growth_set longer
  node "$ROOT/bench/reports/growth.mjs" "$BENCH/base.json" "$BENCH/more.json" "$BENCH/longer.json"
}

bench_reports() {
  if [ -n "$GROWTH" ]; then
    growth_reports
    return
  fi
  reports_website
  [ -z "$GENERATE_ONLY" ] || return 0
  if [ -n "$VERIFY" ]; then
    verify_reports
  elif [ -n "$LOAD" ]; then
    load_reports
  elif [ -n "$PEERS" ]; then
    reports_peer
    measure_reports PEER_URL="http://$HOST:$PEER_PORT" PEER_LIMIT_S="$PEER_LIMIT_S"
    psql -d peer -Atqc "SELECT 'express-prisma has ' || count(*) || ' events, ' || pg_size_pretty(pg_database_size('peer')) ||
      ' on disk; events without a visitor it does not know' FROM website_event"
  else
    measure_reports
  fi
  printf '%s, %s cores, PostgreSQL %s\n' "$(uname -m)" "$(nproc)" "$(psql -d bench -Atqc 'SHOW server_version')"
}
