// A database that can go away and come back, for the server alone: the test itself goes on asking it.
// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Stands between server and database; `env` makes a server go through it, hush() and cut() are outages, mend() their end. */
export async function startBetween() {
  const { PGHOST = '127.0.0.1', PGPORT = '5432' } = process.env;
  const target = PGHOST.startsWith('/') ? { path: `${PGHOST}/.s.PGSQL.${PGPORT}` } : { host: PGHOST, port: PGPORT };
  const open = new Set();
  let away = false;
  const between = createServer((near) => {
    near.on('error', () => {});
    if (away) return near.destroy();
    const far = connect(target);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      open.add(one);
      one.on('error', () => {});
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(between, 'listening');
  return {
    env: { PGHOST: '127.0.0.1', PGPORT: String(between.address().port), PGSSLMODE: 'disable' },
    /** Passes nothing on any more, and closes nothing. */
    hush: () => {
      for (const socket of open) socket.unpipe().pause();
    },
    cut: () => {
      away = true;
      for (const socket of open) socket.destroy();
    },
    mend: () => (away = false),
    close: () => {
      for (const socket of open) socket.destroy();
      between.close();
    },
  };
}
