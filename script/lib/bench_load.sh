# script/bench reports --load: reports beside collecting, and collecting beside a dashboard. Sourced, never run, after
# bench_reports.sh.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

LOAD_CONNECTIONS=64
LOAD_ROUNDS=3

# load_begin SECONDS [PAUSE]: POST /api/send from 64 connections, each with so many ms between its requests. Sets LOAD_PID.
load_begin() {
  RUN=$((RUN + 1))
  env RUN="$RUN" REQUESTS="$BENCH/requests" PAUSE="${2:-}" wrk -t1 -c"$LOAD_CONNECTIONS" --timeout 60s -d"${1}s" \
    -s "$ROOT/bench/collect/send.lua" "http://$HOST:$PORT" >"$BENCH/wrk" &
  LOAD_PID=$!
}
# load_end: waits for it and prints its requests/s.
load_end() {
  wait "$LOAD_PID" || true
  grep '^RESULT' "$BENCH/wrk" | awk '{ printf "%d\n", $2 * 1000000 / $3 }'
}
median_of() { sort -n "$1" | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# What collecting does alone and beside a dashboard that shows the newest numbers once a second, by turns.
load_collecting() {
  local round reports
  for round in $(seq "$LOAD_ROUNDS"); do
    say "round $round of $LOAD_ROUNDS: collecting alone, and beside a dashboard"
    load_begin "$SECONDS_EACH"
    load_end >>"$BENCH/alone"
    RANGES=$RANGES node "$ROOT/bench/reports/refresh.mjs" "http://$HOST:$PORT" "$REPORTS_WEBSITE" "$UNTIL" &
    reports=$!
    load_begin "$SECONDS_EACH"
    load_end >>"$BENCH/beside"
    kill "$reports"
    wait "$reports" 2>/dev/null || true
  done
}

# load_website_begin: makes a website to send to, beside the one that is reported on, and requests for it.
load_website_begin() {
  LOAD_WEBSITE=$(cat /proc/sys/kernel/random/uuid)
  LOAD_TOKEN=$(admin_token)
  RUN=0
  curl -sf -o "$BENCH/answer.json" "http://$HOST:$PORT/api/websites" -H "Authorization: Bearer $LOAD_TOKEN" \
    -d "{\"id\":\"$LOAD_WEBSITE\",\"name\":\"Load\",\"domain\":\"harbour.example\"}"
  node "$ROOT/bench/collect/requests.mjs" 32768 "$LOAD_WEBSITE" >"$BENCH/requests"
  load_begin 3
  load_end >/dev/null
}
load_website_end() {
  curl -sf -o "$BENCH/answer.json" -X DELETE "http://$HOST:$PORT/api/websites/$LOAD_WEBSITE" -H "Authorization: Bearer $LOAD_TOKEN"
}

# The reports beside collecting at half of what it can do alone, and collecting beside the reports.
load_reports() {
  local limit half
  CALLS=${CALLS:-'^(stats|pageviews by day|metrics (path|browser|referrer|country|event)|sessions|events|reports/funnel|whole overview.*)$'}
  RANGES=${RANGES##* }
  load_website_begin
  load_collecting
  limit=$(median_of "$BENCH/alone")

  measure_reports SAVE="$BENCH/idle.json" >&2
  # At the limit a connection's request takes CONNECTIONS / limit; half as many come when it waits as long before the next.
  load_begin 3600 $((LOAD_CONNECTIONS * 1000 / limit))
  measure_reports SAVE="$BENCH/loaded.json" >&2
  kill -INT "$LOAD_PID"
  load_end >"$BENCH/half"
  half=$(cat "$BENCH/half")

  node "$ROOT/bench/reports/load.mjs" "$BENCH/idle.json" "$BENCH/loaded.json" "$limit" "$half" "$(median_of "$BENCH/beside")"
  load_website_end
}
