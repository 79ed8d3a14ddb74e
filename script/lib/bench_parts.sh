# script/bench parts: where the server's CPU goes, by thread, beside libh2o alone under the same load in turn.
# Sourced, never run, after bench_collect.sh.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

PARTS_CONNECTIONS=256

# thread_times PID: each kind of thread and how long it has run in all, outside and inside of the system, in hundredths of a second.
thread_times() {
  awk '{ name = $2; gsub(/[()]|-[0-9]+/, "", name); user[name] += $14; kernel[name] += $15 }
    END { for (name in user) print name, user[name], kernel[name] }' "/proc/$1/task/"*/stat | sort
}

# measure_threads SERVER PID PORT: runs the load and notes a row for each kind of thread.
measure_threads() {
  local before requests
  export RUN=$((RUN + 1))
  say "round $round of $ROUNDS: $1"
  before=$(thread_times "$2")
  requests=$(load_wrk "$3" "$PARTS_CONNECTIONS" requests | awk '/^RESULT/ { print $2 - $7 }')
  join <(echo "$before") <(thread_times "$2") | awk -v server="$1" -v requests="$requests" \
    '{ print server, $1, $4 - $2, $5 - $3, requests }' >>"$BENCH/threads"
}

print_threads() {
  awk -v hz="$(getconf CLK_TCK)" '
    { key = $1 " " $2; user[key] += $3; kernel[key] += $4; requests[key] += $5 }
    END {
      for (key in user) {
        each = 1000000 / hz / requests[key]
        if ((user[key] + kernel[key]) * each >= 0.05)
          printf "%s %.1f %.1f %.1f\n", key, (user[key] + kernel[key]) * each, user[key] * each, kernel[key] * each
      }
    }' "$BENCH/threads" | sort -k1,1 -k3,3nr | awk '
    BEGIN { printf "%-10s %-12s %10s %10s %10s\n", "server", "thread", "us/request", "own", "system" }
    { printf "%-10s %-12s %10.1f %10.1f %10.1f\n", $1, $2, $3, $4, $5; sum[$1] += $3 }
    END { for (server in sum) printf "%-10s %-12s %10.1f\n", server, "in all", sum[server] }'
}

bench_parts() {
  local round alone
  start_server
  make_websites
  make_requests
  "$BUILT/bench_libh2o_alone" >"$BENCH/alone.port" &
  PEER_PID=$!
  until [ -s "$BENCH/alone.port" ]; do kill -0 "$PEER_PID" || die "libh2o alone did not start"; done
  alone=$(cat "$BENCH/alone.port")
  SECONDS_EACH=2 load_wrk "$PORT" 16 requests >/dev/null # caches, and the month's partitions
  : >"$BENCH/threads"
  for round in $(seq "$ROUNDS"); do
    measure_threads sillage "$SERVER_PID" "$PORT"
    measure_threads libh2o "$PEER_PID" "$alone"
  done
  printf 'CPU by thread, HTTP/1.1, %d connections; libh2o: alone, with a fixed answer\n' "$PARTS_CONNECTIONS"
  print_threads
  printf '\nOf it, outside of the system, without anything else that wants the processor:\n'
  bench_payload
}
