// The table and the targets of script/bench collect, from the rows that its rounds left in a file; medians of the rounds.
//
//   node table.mjs FILE
//
// A row: server, label, "RESULT requests us p50 p99 max errors", the server's and PostgreSQL's CPU in us, peak MB, stored.
// For COPY: server, label, events, us, PostgreSQL's CPU in us.
// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';

const OURS = 'sillage';
const PEER = 'express-prisma';
const LIMIT = 'COPY';
const TARGET_LABEL = 'HTTP/1.1, 256 connections';

function measuredLoad(result, server, postgres, megabytes, stored) {
  const [, requests, us, p50, p99, max, errors] = result.split(' ').map(Number);
  const answered = requests - errors;
  const each = (cpu) => Number(cpu) / requests;
  return {
    rate: (answered * 1e6) / us, p50, p99, max, server: each(server), postgres: each(postgres),
    megabytes: Number(megabytes), stored: Number(stored), errors, answered,
  };
}

function measuredCopy(events, us, postgres) {
  return { rate: (events * 1e6) / us, postgres: postgres / events, stored: Number(events), errors: 0 };
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

const rows = new Map();
for (const line of readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
  const [server, label, ...values] = line.split('\t');
  const row = server === LIMIT ? measuredCopy(...values) : measuredLoad(...values);
  const name = `${server}\t${label}`;
  rows.set(name, [...(rows.get(name) ?? []), row]);
  if (row.answered === 0) throw new Error(`${server} answered nothing (${label}): it takes more --seconds`);
  if (row.stored < row.answered) throw new Error(`${server} answered ${row.answered} but stored ${row.stored}`);
}

/** Medians of what the rounds measured; sums of what they counted. */
function summed(rounds) {
  const sum = (name) => rounds.reduce((total, row) => total + row[name], 0);
  const medians = Object.keys(rounds[0]).map((name) => [name, median(rounds.map((row) => row[name]))]);
  return { ...Object.fromEntries(medians), stored: sum('stored'), errors: sum('errors') };
}
const table = new Map([...rows].map(([name, rounds]) => [name, summed(rounds)]));
const found = (server, label) => table.get(`${server}\t${label}`);

const COLUMNS = [
  ['server', -15, ([server]) => server],
  ['load', -36, ([, label]) => label],
  ['req/s', 8, (row) => row[2].rate.toFixed(0)],
  ['p50 ms', 8, (row) => row[2].p50?.toFixed(1)],
  ['p99 ms', 8, (row) => row[2].p99?.toFixed(1)],
  ['max ms', 8, (row) => row[2].max?.toFixed(1)],
  ['server us', 10, (row) => row[2].server?.toFixed(1)],
  ['postgres us', 12, (row) => row[2].postgres.toFixed(1)],
  ['RSS MB', 7, (row) => row[2].megabytes?.toFixed(0)],
  ['stored', 9, (row) => row[2].stored.toFixed(0)],
  ['errors', 7, (row) => row[2].errors?.toFixed(0)],
  ['x peer', 7, ([server, label, row]) => (server === OURS && found(PEER, label) ? (row.rate / found(PEER, label).rate).toFixed(0) : '')],
];
const padded = (text, width) => (width < 0 ? text.padEnd(-width) : text.padStart(width));
const printed = (cells) => console.log(cells.join(' ').trimEnd());

printed(COLUMNS.map(([title, width]) => padded(title, width)));
const order = [OURS, PEER, LIMIT];
const named = [...table].map(([name, row]) => [...name.split('\t'), row]);
for (const row of named.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))) {
  printed(COLUMNS.map(([, width, cell]) => padded(cell(row) ?? '-', width)));
}

// What the project promises, at 256 connections.
function target(what, value, unit, holds) {
  console.log(`${`target: ${what}`.padEnd(72)} ${value}${unit}  ${holds ? 'ok' : 'MISSED'}`);
}

const ours = found(OURS, TARGET_LABEL);
const peer = found(PEER, TARGET_LABEL);
const limit = [...table].find(([name]) => name.startsWith(LIMIT))?.[1];
console.log();
if (ours && peer) {
  target('at least 40 times the requests/s of express-prisma', (ours.rate / peer.rate).toFixed(0), 'x', ours.rate >= 40 * peer.rate);
}
if (ours && limit) {
  target('at least 60 % of the rows/s of COPY alone on the machine', ((100 * ours.rate) / limit.rate).toFixed(0), ' %', ours.rate >= 0.6 * limit.rate);
}
if (ours) {
  target(`p99 at most 25 ms${peer ? ` (express-prisma: ${peer.p99.toFixed(0)} ms)` : ''}`, ours.p99.toFixed(1), ' ms', ours.p99 <= 25);
  target("at most 12 us of the server's CPU a request", ours.server.toFixed(1), ' us', ours.server <= 12);
  target('at most 64 MB', ours.megabytes.toFixed(0), ' MB', ours.megabytes <= 64);
}
