# script/bench storage: the bytes that an event of the demo's year takes on disk, by table. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

# Bytes an event, but for its own custom properties: in the rows that everything can be made of, and with the blocks.
ROWS_TARGET=120
STORAGE_TARGET=160

# Tables by family: the months of a partitioned table are one.
storage_table() {
  psql -c "
    WITH sizes AS (
      SELECT regexp_replace(relname, '_\d{4}_\d\d$', '') AS name, sum(pg_table_size(oid)) AS heap,
             sum(pg_indexes_size(oid)) AS indexes
        FROM pg_class
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname !~ 'propert'
       GROUP BY 1
    ), events AS (
      SELECT count(*) AS count FROM events
    ), lines AS (
      SELECT CASE WHEN heap + indexes >= count THEN name ELSE 'others' END AS name, sum(heap) AS heap, sum(indexes) AS indexes
        FROM sizes, events
       GROUP BY 1
    )
    SELECT coalesce(name, 'in all') AS \"table\", round(sum(heap) / min(count), 1) AS \"rows, bytes an event\",
           round(sum(indexes) / min(count), 1) AS \"indexes\", round(sum(heap + indexes) / min(count), 1) AS \"together\"
      FROM lines, events
     GROUP BY ROLLUP (name)
     ORDER BY sum(heap + indexes)"
}

# The demo's year comes within one period of SALT_ROTATION, so all its visitors can still come back. Had a server lived
# through that year, those of past periods would be gone, and their room with them: what is left is a month's at most.
forget_past_visitors() {
  psql -qc "
    DELETE FROM visitors
     WHERE period_started_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM visits
                        WHERE visits.website_id = visitors.website_id
                          AND visitor_block(visits.visitor_id) = visitor_block(visitors.visitor_id)
                          AND visits.visitor_id = visitors.visitor_id
                          AND visits.ended_at >= now() - interval '1 month')" -c 'VACUUM (FULL) visitors'
}

# bytes_an_event CONDITION: of the tables whose relname fulfils it.
bytes_an_event() {
  psql -Atqc "SELECT sum(pg_total_relation_size(oid)) / (SELECT count(*) FROM events) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname !~ 'propert' AND $1"
}

# check_target WHAT MOST BYTES
check_target() {
  printf 'target: %s, at most %d bytes an event: %d bytes  %s\n' "$1" "$2" "${3%.*}" "$([ "${3%.*}" -le "$2" ] && echo ok || echo MISSED)"
}

bench_storage() {
  start_server
  "$ROOT/script/demo" "http://$HOST:$PORT" 2>"$BENCH/demo.log" || { tail "$BENCH/demo.log" >&2; die "the demo did not load"; }
  forget_past_visitors
  # The year comes in half a minute: thousands of changes wait at a time, and autovacuum sees nothing of what was folded.
  psql -qc 'VACUUM (FULL) changes' -c 'VACUUM blocks'
  storage_table
  check_target 'rows' "$ROWS_TARGET" "$(bytes_an_event "relname NOT IN ('blocks', 'block_heads', 'changes')")"
  check_target 'in all' "$STORAGE_TARGET" "$(bytes_an_event true)"
}
