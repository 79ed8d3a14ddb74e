# script/bench collect: the same load on the server and on the peer in turn, several short rounds each, and the limit by COPY.
# Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

LINES=65536           # requests that are made before the clock starts; see bench/collect/requests.mjs
COPIED_EVENTS=500000  # for the limit
ROUNDS=${ROUNDS:-3}
export RUN=0 # wrk's runs so far; bench/collect/send.lua makes each run's visitors others
WEBSITES=(5e0f0a51-0000-4000-8000-00000000000{1..5})

# cpu_us GONE FILE...: the microseconds of CPU that processes have used and, where GONE is 1, those of their children that
# have ended. The kernel counts in nanoseconds and shows hundredths of a second: over seconds that is exact enough.
cpu_us() {
  # A process may end while it is looked at.
  { cat "${@:2}" 2>/dev/null || true; } | awk -v gone="$1" -v hz="$(getconf CLK_TCK)" \
    '{ ticks += $14 + $15 + gone * ($16 + $17) } END { printf "%.0f", ticks * 1000000 / hz }'
}
postgres_cpu_us() {
  local postmaster files
  postmaster=$(head -n 1 "$BENCH/data/postmaster.pid")
  mapfile -t files < <(pgrep -P "$postmaster" | sed 's|.*|/proc/&/stat|')
  echo $(($(cpu_us 1 "/proc/$postmaster/stat") + $(cpu_us 0 "${files[@]}")))
}

# What is counted as stored, and the bytes that it takes but for custom properties.
events_stored() {
  case $1 in
  sillage) psql -d bench -Atqc 'SELECT count(*) FROM events' ;;
  express-prisma) psql -d peer -Atqc 'SELECT count(*) FROM website_event' ;;
  esac
}
bytes_stored() {
  psql -d "$1" -Atqc "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'
    AND relnamespace = 'public'::regnamespace AND relname !~ 'propert|event_data'"
}

make_websites() {
  local token website
  token=$(admin_token)
  for website in "${WEBSITES[@]}"; do
    curl -sf -o "$BENCH/website.json" "http://$HOST:$PORT/api/websites" -H "Authorization: Bearer $token" \
      -d "{\"id\":\"$website\",\"name\":\"Harbour\",\"domain\":\"harbour.example\"}"
  done
}

start_collecting_peer() {
  local website
  psql -d postgres -qc 'CREATE DATABASE peer'
  psql -d peer -q -f "$PEER_FOLDER/schema.sql"
  for website in "${WEBSITES[@]}"; do
    psql -d peer -qc "INSERT INTO website (website_id, name, domain) VALUES ('$website', 'Harbour', 'harbour.example')"
  done
  start_peer
}

# measure SERVER LABEL COMMAND...: runs a load that prints "RESULT requests microseconds p50 p99 max errors" and notes a row.
measure() {
  local server=$1 label=$2 pid=$SERVER_PID stored cpu postgres result
  shift 2
  [ "$server" = sillage ] || pid=$PEER_PID
  export RUN=$((RUN + 1))
  say "round $round of $ROUNDS: $server, $label"
  stored=$(events_stored "$server")
  reset_peak "$pid"
  cpu=$(cpu_us 0 "/proc/$pid/stat") postgres=$(postgres_cpu_us)
  result=$("$@" | grep '^RESULT') || die "no result from: $*"
  cpu=$(($(cpu_us 0 "/proc/$pid/stat") - cpu)) postgres=$(($(postgres_cpu_us) - postgres))
  stored=$(($(events_stored "$server") - stored))
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$server" "$label" "$result" "$cpu" "$postgres" "$(peak_mb "$pid")" "$stored" >>"$BENCH/rows"
}

# load_wrk PORT CONNECTIONS REQUESTS
load_wrk() {
  REQUESTS=$BENCH/$3 wrk -t1 -c"$2" --timeout 60s -d"${SECONDS_EACH}s" -s "$ROOT/bench/collect/send.lua" "http://$HOST:$1"
}

# load_h2 PORT: h2load sends one request again and again, so there are sixteen of it, each a visitor of its own. More than
# one address may send, so the address stands in the body as a server's that sends for its visitors.
load_h2() {
  local line address agent body number=0 pids=()
  while IFS=$'\t' read -r address _ _ _ agent body; do
    number=$((number + 1))
    line=$(printf '%04x' $((RUN * 256)))
    body=${body/'"payload":{'/"\"payload\":{\"ip\":\"$address\","}
    printf '%s' "${body//@@@@/$line}" >"$BENCH/h2.$number.json"
    h2load -t1 -c1 -m16 -D "$SECONDS_EACH" -d "$BENCH/h2.$number.json" --log-file="$BENCH/h2.$number.log" -H "user-agent: $agent" \
      "http://$HOST:$1/api/send" >/dev/null &
    pids+=($!)
  done < <(awk -v each=$((LINES / 16)) 'NR % each == 1 && taken++ < 16' "$BENCH/requests")
  wait "${pids[@]}"
  sort -n -k3 "$BENCH"/h2.*.log | awk -v seconds="$SECONDS_EACH" '{ us[NR] = $3; if ($2 != 200) errors++ }
    END { printf "RESULT %d %d %.1f %.1f %.1f %d\n", NR, seconds * 1000000, us[int(NR / 2)] / 1000, us[int(NR * 0.99)] / 1000,
      us[NR] / 1000, errors }'
  rm -f "$BENCH"/h2.*.log
}

# The limit takes the rows that the server has stored, into tables of its own.
measure_copy() {
  say "round $round of $ROUNDS: COPY of what was stored"
  printf 'COPY\tbatches of 500, no HTTP\t%s\n' "$("$BUILT/bench_copy_limit" bench copied "$COPIED_EVENTS")" >>"$BENCH/rows"
}

make_requests() {
  say "making $LINES requests, twice"
  node "$ROOT/bench/collect/requests.mjs" "$LINES" "${WEBSITES[@]}" >"$BENCH/requests"
  EVENT_IDS=1 node "$ROOT/bench/collect/requests.mjs" "$LINES" "${WEBSITES[@]}" >"$BENCH/requests_with_ids"
}

measure_round() {
  local number
  for number in $CONNECTIONS; do
    measure sillage "HTTP/1.1, $number connections" load_wrk "$PORT" "$number" requests
    [ -z "$PEERS" ] || measure express-prisma "HTTP/1.1, $number connections" load_wrk "$PEER_PORT" "$number" requests
  done
  measure sillage 'HTTP/2, 16 connections x 16 streams' load_h2 "$PORT"
  measure sillage 'HTTP/1.1, 256 connections, eventId' load_wrk "$PORT" 256 requests_with_ids
  [ -z "$PEERS" ] || measure_copy
}

bench_collect() {
  local before round busy
  read -r busy _ </proc/loadavg
  start_server
  make_websites
  make_requests
  before=$(bytes_stored bench)
  if [ -n "$PEERS" ]; then
    start_collecting_peer
    psql -d postgres -qc 'CREATE DATABASE copied'
    PGDATABASE=copied "$BUILT/sillage" --migrate
    psql -d copied -Atqc 'SELECT create_month(now())' >/dev/null
    SECONDS_EACH=2 load_wrk "$PEER_PORT" 16 requests >/dev/null
  fi
  # Warms caches and makes the month's partitions.
  SECONDS_EACH=2 load_wrk "$PORT" 16 requests >/dev/null
  : >"$BENCH/rows"
  for round in $(seq "$ROUNDS"); do measure_round; done
  node "$ROOT/bench/collect/table.mjs" "$BENCH/rows"
  printf '\n%d bytes an event on disk, tables and indexes, custom properties left out' \
    $((($(bytes_stored bench) - before) / $(events_stored sillage)))
  [ -z "$PEERS" ] || printf '; express-prisma: %d' $(($(bytes_stored peer) / $(events_stored express-prisma)))
  printf '\n%s, %s cores (the load runs on them too), PostgreSQL %s; medians of %d rounds of %d s; load average before: %s\n' "$(uname -m)" "$(nproc)" \
    "$(psql -d bench -Atqc 'SHOW server_version')" "$ROUNDS" "$SECONDS_EACH" "$busy"
}
