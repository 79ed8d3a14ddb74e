// A PostgreSQL cluster of the test's own, for tests that break it. From start on, PGHOST and the like of this process name it.
// SPDX-License-Identifier: MIT
import { execFile, execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

const SCRIPT = fileURLToPath(new URL('cluster.sh', import.meta.url));
const RECOVERY_MS = 60_000; // a slow disk is slow to recover from a crash, too
const run = promisify(execFile);

/** A connection that may be lost at any time, made as soon as the database takes any. */
async function connect(place) {
  for (const deadline = Date.now() + RECOVERY_MS; ; ) {
    const client = new pg.Client(place);
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

/** What cluster.sh has started, as the others here show it. */
async function started(database, ...order) {
  const { stdout } = await run(SCRIPT, order);
  const [folder, host, port, user] = stdout.trim().split(' ');
  const stop = () => execFileSync(SCRIPT, ['stop', folder], { stdio: 'ignore' });
  process.on('exit', stop);
  return {
    folder,
    place: { host, port: Number(port), user },
    /** Runs `work` with a connection of its own. */
    connected: async (work, name = database) => {
      const client = await connect({ host, port: Number(port), user, database: name });
      try {
        return await work(client);
      } finally {
        await client.end().catch(() => {});
      }
    },
    /** Restarts it, or starts it; 'immediate' as after a crash. */
    restart: (mode) => run(SCRIPT, ['restart', folder, mode]),
    /** Ends it; restart() finds it again. */
    halt: () => run(SCRIPT, ['halt', folder]),
    stop: () => {
      process.off('exit', stop);
      stop();
    },
  };
}

/** Starts one with an empty database of that name. */
export async function startCluster(database) {
  const cluster = await started(database, 'start');
  const { place, connected } = cluster;
  Object.assign(process.env, { PGHOST: place.host, PGPORT: String(place.port), PGUSER: place.user });
  await connected((client) => client.query(`CREATE DATABASE ${database}`), 'postgres');
  return {
    ...cluster,
    /** Starts a streaming replica of it, which restarts it once; `url` is for DATABASE_REPLICA_URL. */
    replicate: async () => {
      const replica = await started(database, 'replicate', cluster.folder);
      const { host, port, user } = replica.place;
      return { ...replica, url: `postgresql://${user}@:${port}/${database}?host=${encodeURIComponent(host)}` };
    },
    /** The processes that serve the database's clients, but for the asking one. */
    backends: () =>
      connected(async (client) => {
        const found = await client.query('SELECT pid FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()', [database]);
        return found.rows.map(({ pid }) => pid);
      }),
  };
}
