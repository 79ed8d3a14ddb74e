// The table of script/bench reports: every call over every range, its median and 95th percentile, beside the targets.
//
//   node measure.mjs URL WEBSITE UNTIL     with the password of "admin" in ADMIN_PASSWORD
//
// RANGES ("24h 7d 30d 90d"), CALLS (a regular expression over the names), ROUNDS; PEER_URL measures the peer beside it, whose
// traffic ends at UNTIL too, in PEER_ROUNDS rounds, and whose statements end after PEER_LIMIT_S; SAVE writes the figures into a file.
// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { CALLS, PEER_CALLS, TARGETS, rangeOf, wholeOverview } from './calls.mjs';
import { ask, connectHttp2, signIn } from './client.mjs';

const [url, website, until] = process.argv.slice(2);
const { RANGES = '24h 7d 30d 90d', CALLS: WANTED = '', ROUNDS = '9', PEER_URL, SAVE, ADMIN_PASSWORD } = process.env;
const { PEER_ROUNDS = '3', PEER_LIMIT_S } = process.env;
const LONG_ENOUGH_MS = 4000; // for one figure: slow calls are asked less often, at least once
const PEER_LONG_ENOUGH_MS = 20_000;
const WIDTH = 44;

const ranges = RANGES.split(/\s+/).map((name) => rangeOf(name, Number(until), website));
const wanted = new RegExp(WANTED);
const chosen = CALLS.filter(({ name }) => wanted.test(name));

/** The value that this share of the sorted values does not exceed. */
const quantile = (sorted, share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];

/** Asks once to warm, then several times: { median, p95, times }, or { status, ms } of an answer that was none. */
async function measured(once, rounds = Number(ROUNDS), longEnough = LONG_ENOUGH_MS) {
  const warm = await once();
  if (warm.status !== 200) return { status: warm.status, ms: warm.ms };
  const times = [];
  for (let spent = 0; times.length < rounds && (times.length === 0 || spent < longEnough); spent += times.at(-1)) {
    const { status, ms } = await once();
    if (status !== 200) return { status, ms };
    times.push(ms);
  }
  times.sort((a, b) => a - b);
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95), times: times.length };
}

const shown = (ms) => (ms < 100 ? ms.toFixed(1) : ms.toFixed(0));
const cell = ({ status, median, p95 }) => {
  if (status === 404) return 'missing'.padStart(16);
  if (status !== undefined) return `(${status})`.padStart(16);
  return shown(median).padStart(8) + shown(p95).padStart(8);
};
const line = (name, cells, end = '') => console.log(`${name.padEnd(WIDTH)}${cells.join('')}  ${end}`.trimEnd());

function judged(figures, group) {
  const { median } = figures.at(-1);
  if (median === undefined) return '';
  return `${`<= ${TARGETS[group]}`.padStart(6)}  ${median <= TARGETS[group] ? 'ok' : 'MISSED'}`;
}

const heading = (title, cells, end) => {
  line('', ranges.map(({ name }) => name.padStart(16)));
  line(title, cells, end);
};

const results = {};
const note = (server, name, figures) => {
  results[server] = { ...results[server], [name]: Object.fromEntries(ranges.map((range, i) => [range.name, figures[i]])) };
};

/** The first answer of each of the server's workers takes longer, whatever is asked: it prepares the statements. */
async function warmWorkers(server) {
  const requests = 32;
  for (let i = 0; i < requests; i++) await ask(server, chosen[0].ask(ranges[0]));
}

/** A row of the table for each call that is wanted. */
async function report(server) {
  heading('ms', ranges.map(() => `${'median'.padStart(8)}${'p95'.padStart(8)}`), `target at ${ranges.at(-1).name}`);
  for (const { group, name, ask: question } of chosen) {
    const figures = [];
    for (const range of ranges) figures.push(await measured(() => ask(server, question(range))));
    note('sillage', name, figures);
    line(name, figures.map(cell), judged(figures, group));
  }
}

/** The overview as the dashboard asks it: all its calls at once. */
async function reportOverview(server) {
  const name = 'whole overview, one HTTP/2 connection';
  if (!wanted.test(name)) return;
  const connection = connectHttp2(server);
  const figures = [];
  for (const range of ranges) figures.push(await measured(() => connection.all(wholeOverview(range, range.before))));
  connection.close();
  note('sillage', name, figures);
  line(name, figures.map(cell), judged(figures, 'page'));
}

/** A row for each call that the peer answers and each range: both servers' figures of this run. */
async function reportPeer(peer) {
  const calls = chosen.filter(({ name }) => PEER_CALLS.includes(name));
  if (calls.length === 0) return;
  const row = (cells) => console.log(cells.map((text, i) => (i === 0 ? text.padEnd(WIDTH - 16) : text.padStart(10))).join(''));
  console.log(`\nms beside express-prisma, which is asked once to warm and then in ${PEER_ROUNDS} rounds, or fewer where they take more than`);
  console.log(`${PEER_LONG_ENOUGH_MS / 1000} s together; its statements end after ${PEER_LIMIT_S} s`);
  row(['', 'range', 'median', 'p95', 'peer', 'p95', 'rounds', 'ratio']);
  for (const { name, ask: question } of calls) {
    const figures = [];
    for (const range of ranges) {
      const own = results.sillage[name][range.name];
      const figure = await measured(() => ask(peer, question(range)), Number(PEER_ROUNDS), PEER_LONG_ENOUGH_MS);
      figures.push(figure);
      const ours = own.median === undefined ? [`(${own.status})`, ''] : [shown(own.median), shown(own.p95)];
      const isOver = figure.median === undefined && figure.ms >= 1000 * Number(PEER_LIMIT_S);
      const theirs =
        figure.median === undefined
          ? [isOver ? `> ${PEER_LIMIT_S} s` : `(${figure.status})`, '', '']
          : [shown(figure.median), shown(figure.p95), String(figure.times)];
      const ratio = own.median !== undefined && figure.median !== undefined ? `${(figure.median / own.median).toFixed(0)}x` : '';
      row([name, range.name, ...ours, ...theirs, ratio]);
    }
    note('express-prisma', name, figures);
  }
}

/** How many calls of each group keep to their target over the longest range, and how many are missing. */
function summary() {
  const last = ranges.at(-1).name;
  console.log();
  for (const [group, target] of Object.entries(TARGETS)) {
    const own = chosen.filter((call) => call.group === group).map(({ name }) => results.sillage[name][last]);
    const answered = own.filter(({ median }) => median !== undefined);
    if (own.length === 0) continue;
    const kept = answered.filter(({ median }) => median <= target).length;
    const slowest = Math.max(...answered.map(({ median }) => median));
    const missing = own.length - answered.length;
    console.log(
      `${group}: ${kept} of ${answered.length} calls within ${target} ms over ${last}` +
        (answered.length ? `, the slowest ${shown(slowest)} ms` : '') + (missing ? `; ${missing} missing` : ''),
    );
  }
}

const server = { url, website };
server.token = await signIn(server, ADMIN_PASSWORD);
if (chosen.length > 0) await warmWorkers(server);
await report(server);
await reportOverview(server);
if (PEER_URL) await reportPeer({ url: PEER_URL, website, token: '' });
summary();
if (SAVE) writeFileSync(SAVE, JSON.stringify(results));
process.exit(0);
