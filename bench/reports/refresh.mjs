// A dashboard that asks for all of its overview once a second, until it is ended; later where an answer takes longer.
//
//   node refresh.mjs URL WEBSITE UNTIL     RANGES, of which the first counts; ADMIN_PASSWORD
// SPDX-License-Identifier: MIT
import { setTimeout as pause } from 'node:timers/promises';
import { rangeOf, wholeOverview } from './calls.mjs';
import { connectHttp2, signIn } from './client.mjs';

const EVERY_MS = 1000;

const [url, website, until] = process.argv.slice(2);
const range = rangeOf(process.env.RANGES.split(' ')[0], Number(until), website);
const server = { url, website };
server.token = await signIn(server, process.env.ADMIN_PASSWORD);
const connection = connectHttp2(server);
for (;;) {
  const { ms } = await connection.all(wholeOverview(range, range.before));
  await pause(Math.max(0, EVERY_MS - ms));
}
