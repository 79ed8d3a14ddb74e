// What can happen to servers and their database, one thing at a time. Each disaster is over when its promise resolves, though
// a server may still be coming back.
// SPDX-License-Identifier: MIT
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const LOCKABLE = [
  ...['events', 'visits', 'visitors', 'texts', 'pages', 'ledger'],
  ...['website_numbers', 'last_batches', 'blocks', 'block_heads', 'changes'],
];
const any = (choices) => choices[randomInt(choices.length)];
const aMoment = () => sleep(randomInt(300, 1500));

/** Sends a signal to processes, of which any may be gone. */
function signal(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

/** By name: functions that do it and wait. */
export function disasters(servers, cluster) {
  return {
    'database restarted': () => cluster.restart('fast'),
    'database crashed': () => cluster.restart('immediate'),
    // The postmaster ends all the others then, and starts anew.
    'backend killed': async () => signal([any(await cluster.backends())], 'SIGKILL'),
    'backends terminated': () =>
      cluster.connected((client) =>
        client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'),
      ),
    'table locked': () =>
      cluster.connected(async (client) => {
        await client.query(`BEGIN; LOCK TABLE ${any(LOCKABLE)} IN ACCESS EXCLUSIVE MODE`);
        await aMoment();
      }),
    'database stopped short': async () => {
      const pids = await cluster.backends();
      signal(pids, 'SIGSTOP');
      await aMoment();
      signal(pids, 'SIGCONT');
    },
    'server killed': async () => {
      const server = any(servers);
      await server.kill9();
      await server.restart();
    },
    'server restarted': () => any(servers).restart(),
  };
}
