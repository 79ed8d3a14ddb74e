# script/bench reports: a large website, made or taken from the last time, and what its reports take. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

REPORTS_WEBSITE=5e0f0a51-0000-4000-8000-000000000011
# Nothing that a machine of two cores and 4 GB could not have.
REPORTS_SETTINGS=(shared_buffers=512MB work_mem=32MB maintenance_work_mem=256MB effective_cache_size=2GB max_wal_size=8GB checkpoint_timeout=30min)

# The website counts those who ask not to be tracked without a visitor, as the generated traffic expects it.
make_reports_website() {
  local token answer=$BENCH/answer.json
  token=$(curl -sf "http://$HOST:$PORT/api/auth/login" -d "{\"username\":\"admin\",\"password\":\"$ADMIN_PASSWORD\"}" | json_field token)
  curl -sf -o "$answer" "http://$HOST:$PORT/api/websites" -H "Authorization: Bearer $token" \
    -d "{\"id\":\"$REPORTS_WEBSITE\",\"name\":\"Harbour\",\"domain\":\"harbour.example\"}" || die "no website could be made"
  curl -sf -o "$answer" "http://$HOST:$PORT/api/websites/$REPORTS_WEBSITE/policy" -H "Authorization: Bearer $token" \
    -d '{"doNotTrack":"anonymous"}' || die "the website's policy could not be set"
}

# What the traffic is made from; the same words make the same traffic.
reports_words() { echo "--events $EVENTS --days $DAYS --seed $SEED --pages $PAGES"; }

generate_website() {
  local began=$SECONDS words
  UNTIL=$(date +%s000)
  read -ra words <<<"$(reports_words) --until $UNTIL"
  PGDATABASE=bench "$BUILT/bench_generator" "${words[@]}" "$REPORTS_WEBSITE" "$BUILT/share"
  say "generated in $((SECONDS - began)) s"
  began=$SECONDS
  psql -d bench -qc 'VACUUM (ANALYZE)'
  say "vacuumed and analysed in $((SECONDS - began)) s"
  printf '%s\n%s\n' "$(reports_words)" "$UNTIL" >"$DATA.made"
}

# Starts a cluster with the website in it, and the server on it. Sets UNTIL, when the traffic ends.
reports_website() {
  if [ -n "$KEEP" ]; then
    DATA=$STATE/bench-reports/data
    mkdir -p "$STATE/bench-reports"
    if [ -f "$DATA.made" ] && [ "$(head -n 1 "$DATA.made")" = "$(reports_words)" ]; then
      cluster_start "$DATA" "$(free_port 54520)" "${REPORTS_SETTINGS[@]}"
      UNTIL=$(tail -n 1 "$DATA.made")
      start_server
      return
    fi
    rm -rf "$DATA" "$DATA.made" "$DATA.peer"
  fi
  cluster_create "$DATA"
  cluster_start "$DATA" "$(free_port 54520)" "${REPORTS_SETTINGS[@]}"
  psql -d postgres -qc 'CREATE DATABASE bench'
  start_server
  make_reports_website
  generate_website
}

# fill_peer EVENTS: makes the peer's database of the website's rows; of fewer visitors where fewer events are wanted.
fill_peer() {
  local began=$SECONDS table wanted=$1 all
  all=$(psql -d bench -Atqc 'SELECT count(*) FROM events')
  psql -d postgres -qc 'DROP DATABASE IF EXISTS peer' -c 'CREATE DATABASE peer'
  grep -v '^CREATE INDEX' "$PEER/schema.sql" | psql -d peer -q
  psql -d peer -qc "INSERT INTO website (website_id, name, domain) VALUES ('$REPORTS_WEBSITE', 'Harbour', 'harbour.example')"
  for table in session website_event; do
    say "copying $table to the peer"
    psql -d bench -q -v website="'$REPORTS_WEBSITE'" -v wanted="$wanted" -v all="$all" -f "$ROOT/bench/reports/peer_$table.sql" |
      psql -d peer -qc "COPY $table FROM STDIN (FORMAT binary)"
  done
  say "indexing the peer's tables"
  grep '^CREATE INDEX' "$PEER/schema.sql" | psql -d peer -q
  psql -d peer -qc 'VACUUM (ANALYZE)'
  echo "$wanted" >"$DATA.peer"
  say "the peer's database took $((SECONDS - began)) s"
}

# The peer with its events; they are kept with the rest.
reports_peer() {
  local wanted=${PEER_EVENTS:-$EVENTS}
  [ "$(cat "$DATA.peer" 2>/dev/null)" = "$wanted" ] || fill_peer "$wanted"
  start_peer
}

# measure_reports: the table, by the options.
measure_reports() {
  RANGES=$RANGES CALLS=$CALLS ROUNDS=${ROUNDS:-9} PEER_URL=${PEERS:+http://$HOST:$PEER_PORT} \
    node "$ROOT/bench/reports/measure.mjs" "http://$HOST:$PORT" "$REPORTS_WEBSITE" "$UNTIL"
}

verify_reports() {
  local began=$SECONDS
  say "making a flat copy of all rows"
  psql -d bench -q -v uuid="$REPORTS_WEBSITE" -f "$ROOT/bench/reports/flat.sql"
  say "made in $((SECONDS - began)) s"
  PGDATABASE=bench QUESTIONS=$QUESTIONS SEED=$SEED \
    node "$ROOT/bench/reports/verify.mjs" "http://$HOST:$PORT" "$REPORTS_WEBSITE" "$UNTIL" "$DAYS"
}

bench_reports() {
  reports_website
  psql -d bench -Atc "SELECT format('%s on disk', pg_size_pretty(pg_database_size('bench')))" >&2
  [ -z "$GENERATE_ONLY" ] || return 0
  if [ -n "$VERIFY" ]; then
    verify_reports
    return
  fi
  [ -z "$PEERS" ] || reports_peer
  measure_reports
  [ -z "$PEERS" ] || psql -d peer -Atqc "SELECT 'express-prisma has ' || count(*) || ' events, ' ||
    pg_size_pretty(pg_database_size('peer')) || ' on disk; events without a visitor it does not know' FROM website_event"
  printf '\n%s events of %s days; %s, %s cores, PostgreSQL %s\n' "$(psql -d bench -Atqc 'SELECT count(*) FROM events')" "$DAYS" \
    "$(uname -m)" "$(nproc)" "$(psql -d bench -Atqc 'SHOW server_version')"
}
