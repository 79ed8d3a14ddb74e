# The Express and Prisma server that script/bench compares with. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

PEER_FOLDER=$ROOT/bench/peers/express-prisma

# Starts it on the database "peer"; sets PEER_PORT and PEER_PID. Prisma wants its migration program, which it would download
# and which generating does not use.
start_peer() {
  npm_install "$PEER_FOLDER" --ignore-scripts
  (cd "$PEER_FOLDER" && PRISMA_SCHEMA_ENGINE_BINARY=/bin/true npx --no-install prisma generate --schema schema.prisma) >"$BENCH/prisma.log" 2>&1 ||
    { cat "$BENCH/prisma.log" >&2; die "prisma generate failed"; }
  PEER_PORT=$(free_port 4200)
  PGDATABASE=peer PORT=$PEER_PORT NODE_ENV=production node "$PEER_FOLDER/server.mjs" >"$BENCH/peer.log" 2>&1 &
  PEER_PID=$!
  wait_ready "$HOST" "$PEER_PORT" "$PEER_PID" 30 || { tail "$BENCH/peer.log" >&2; die "the peer did not start"; }
}
