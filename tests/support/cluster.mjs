// A PostgreSQL cluster of the test's own, for tests that break it. From start on, PGHOST and the like of this process name it.
// SPDX-License-Identifier: MIT
import { execFile, execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

const SCRIPT = fileURLToPath(new URL('cluster.sh', import.meta.url));
const RECOVERY_MS = 20_000;
const run = promisify(execFile);

/** A connection that may be lost at any time, made as soon as the database takes any. */
async function connect(database) {
  for (const deadline = Date.now() + RECOVERY_MS; ; ) {
    const client = new pg.Client({ database });
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

/** Starts one with an empty database of that name. */
export async function startCluster(database) {
  const { stdout } = await run(SCRIPT, ['start']);
  const [folder, PGHOST, PGPORT, PGUSER] = stdout.trim().split(' ');
  const stop = () => execFileSync(SCRIPT, ['stop', folder], { stdio: 'ignore' });
  process.on('exit', stop);
  Object.assign(process.env, { PGHOST, PGPORT, PGUSER });

  /** Runs `work` with a connection of its own. */
  async function connected(work, name = database) {
    const client = await connect(name);
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }
  await connected((client) => client.query(`CREATE DATABASE ${database}`), 'postgres');
  return {
    connected,
    /** Restarts it; 'immediate' as after a crash. */
    restart: (mode) => run(SCRIPT, ['restart', folder, mode]),
    /** The processes that serve the database's clients, but for the asking one. */
    backends: () =>
      connected(async (client) => {
        const found = await client.query('SELECT pid FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()', [database]);
        return found.rows.map(({ pid }) => pid);
      }),
    stop: () => {
      process.off('exit', stop);
      stop();
    },
  };
}
