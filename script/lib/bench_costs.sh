# script/bench costs: what reports from blocks cost in room, time, memory and collecting. Sourced, never run, after the files of
# collect, reports and storage.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

REBUILD_TARGET_S=180
MEMORY_TARGET_MB=128
COLLECTING_TARGET=25 # percent more CPU than rows alone
DASHBOARD_TARGET=20  # percent fewer requests
COSTS_CONNECTIONS=256
SETTLE_S=2 # after a load, for what the compactor still does of it

# cost WHAT MOST MEASURED UNIT: a line of the table.
cost() { printf '%s\t%s\t%s\t%s\n' "$@" >>"$BENCH/costs"; }
print_costs() {
  awk -F '\t' 'BEGIN { printf "%-78s %10s %10s\n", "cost", "target", "measured" }
    { printf "%-78s %10s %10s  %s\n", $1, $2 == "" ? "" : $2 " " $4, $3 " " $4, $2 == "" ? "" : $3 <= $2 ? "ok" : "MISSED" }' "$BENCH/costs"
}

# seconds_of COMMAND...: how long it takes; its output only when it fails.
seconds_of() {
  local began
  began=$(date +%s%N)
  "$@" >"$BENCH/said" 2>&1 || { tail "$BENCH/said" >&2; die "failed: $*"; }
  echo $((($(date +%s%N) - began + 500000000) / 1000000000))
}

# What the reports of each kind leave in memory, kind after kind.
costs_of_memory() {
  reset_peak "$SERVER_PID"
  say 'asking every report of the overview'
  CALLS='^(stats|pageviews|metrics|values|sessions/|events/(series|stats)|active|daterange|whole)' ROUNDS=1 measure_reports >"$BENCH/calls"
  cost 'memory (RSS) after the overview, with filters too' "$MEMORY_TARGET_MB" "$(rss_mb "$SERVER_PID")" MB
  say 'asking every report'
  ROUNDS=1 measure_reports >"$BENCH/calls"
  cost 'memory (RSS) after every report' "$MEMORY_TARGET_MB" "$(rss_mb "$SERVER_PID")" MB
  cost 'the most of it at any time (VmHWM)' '' "$(peak_mb "$SERVER_PID")" MB
}

costs_of_website() {
  local alone beside
  storage_table
  cost 'an event in rows and indexes, without its own properties' '' "$(bytes_an_event "relname NOT IN ('blocks', 'block_heads', 'changes')" | cut -d. -f1)" B
  cost 'an event in all, with blocks' "$STORAGE_TARGET" "$(bytes_an_event true | cut -d. -f1)" B
  cost 'the same without time in the foreground and page speeds, which are rows of their own' '' \
    "$(bytes_an_event "relname !~ '^(engagements|performances)'" | cut -d. -f1)" B
  cost 'the same with all of that and its own properties' '' "$(psql -d bench -Atqc "SELECT (sum(pg_total_relation_size(oid)) / (SELECT count(*) FROM events))::integer
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")" B
  costs_of_memory
  say 'checking all blocks and books'
  cost 'sillage --check: books and blocks against all rows' '' "$(PGDATABASE=bench seconds_of "$BUILT/sillage" --check)" s
  say 'rebuilding all blocks'
  cost 'sillage --rebuild: all blocks anew, while the server runs' "$REBUILD_TARGET_S" "$(PGDATABASE=bench seconds_of "$BUILT/sillage" --rebuild)" s
  RANGES=${RANGES##* }
  load_website_begin
  load_collecting
  load_website_end
  alone=$(median_of "$BENCH/alone") beside=$(median_of "$BENCH/beside")
  cost "fewer requests collected beside a dashboard ($beside instead of $alone/s)" "$DASHBOARD_TARGET" $((100 - 100 * beside / alone)) %
}

# costs_turn NAME PROGRAM: a load on that server, and what it, and PostgreSQL, used for it.
costs_turn() {
  local cpu result
  start_server "$2" "$1"
  [ -f "$BENCH/websites.$1" ] || { make_websites && touch "$BENCH/websites.$1"; }
  export RUN=$((RUN + 1))
  SECONDS_EACH=2 load_wrk "$PORT" 16 requests >/dev/null
  say "round $round of $ROUNDS: collecting, $1"
  export RUN=$((RUN + 1))
  cpu=$(($(cpu_us 0 "/proc/$SERVER_PID/stat") + $(postgres_cpu_us)))
  result=$(load_wrk "$PORT" "$COSTS_CONNECTIONS" requests | grep '^RESULT')
  sleep "$SETTLE_S"
  cpu=$(($(cpu_us 0 "/proc/$SERVER_PID/stat") + $(postgres_cpu_us) - cpu))
  awk -v cpu="$cpu" '{ printf "%.1f\n", cpu / $2 }' <<<"$result" >>"$BENCH/cpu.$1"
  awk '{ printf "%d\n", ($2 - $7) * 1000000 / $3 }' <<<"$result" >>"$BENCH/rate.$1"
  stop_process "$SERVER_PID"
  SERVER_PID=
}

# The server, and one that stores the same rows and nothing for blocks, each with a database of its own, by turns.
costs_of_collecting() {
  local round name
  cluster_create "$DATA"
  cluster_start "$DATA" "$(free_port 54520)" shared_buffers=256MB max_wal_size=8GB
  for name in blocks rows; do psql -d postgres -qc "CREATE DATABASE $name"; done
  make_requests
  # The tables grow meanwhile: neither is always the first.
  for round in $(seq "$ROUNDS"); do
    [ $((round % 2)) = 0 ] || costs_turn rows "$BUILT/bench_plain_rows"
    costs_turn blocks "$BUILT/sillage"
    [ $((round % 2)) = 1 ] || costs_turn rows "$BUILT/bench_plain_rows"
  done
  cluster_stop "$DATA"
  cost "CPU of server and PostgreSQL a request, rows alone ($(median_of "$BENCH/rate.rows") requests/s)" '' "$(median_of "$BENCH/cpu.rows")" us
  cost "the same with blocks ($(median_of "$BENCH/rate.blocks") requests/s)" '' "$(median_of "$BENCH/cpu.blocks")" us
  cost 'more CPU a request for blocks' "$COLLECTING_TARGET" \
    "$(awk -v with="$(median_of "$BENCH/cpu.blocks")" -v without="$(median_of "$BENCH/cpu.rows")" 'BEGIN { printf "%.0f", 100 * (with / without - 1) }')" %
}

bench_costs() {
  local fresh=$DATA
  : >"$BENCH/costs"
  reports_website
  costs_of_website
  stop_reports_website
  DATA=$fresh
  costs_of_collecting
  echo
  print_costs
  printf '%s, %s cores (the load runs on them too)\n' "$(uname -m)" "$(nproc)"
}
