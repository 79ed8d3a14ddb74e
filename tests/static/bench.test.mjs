// The parts of script/bench that can be wrong without anybody noticing: what it sends, and how it sums up.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, describe, test } from 'node:test';
import { ROOT } from './tree.mjs';

const SCRATCH = mkdtempSync(`${tmpdir()}/sillage-bench-test.`);
after(() => rmSync(SCRATCH, { recursive: true }));

const run = (script, words, env = {}, folder = 'collect') =>
  spawnSync('node', [`${ROOT}bench/${folder}/${script}`, ...words], { env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 1 << 26 });

describe('the requests', () => {
  const WEBSITES = ['a', 'b', 'c'];
  const ask = (env) => run('requests.mjs', ['65536', ...WEBSITES], env).stdout.trimEnd().split('\n');
  const lines = ask();
  const requests = lines.map((line) => {
    const [address, , , , agent, body] = line.split('\t');
    return { visitor: address + agent, ...JSON.parse(body) };
  });

  test('are the same every time', () => assert.deepEqual(ask(), lines));

  test('are of the kinds that the documentation says', () => {
    const share = (is) => requests.filter(is).length / requests.length;
    const between = (value, low, high) => assert.ok(value >= low && value <= high, `${value} is not within ${low} and ${high}`);
    between(share(({ payload }) => payload.name !== undefined), 0.1, 0.14);
    between(share(({ payload }) => payload.data?.revenue !== undefined), 0.005, 0.02);
    between(share(({ payload }) => payload.website === 'a'), 0.45, 0.55);
    between(requests.length / new Set(requests.map(({ visitor }) => visitor)).size, 2.5, 6);
    assert.ok(new Set(requests.map(({ payload }) => payload.url.split('?')[0])).size > 300);
  });

  test('of a visit come one after the other, well apart', () => {
    const last = new Map();
    requests.forEach(({ visitor, payload }, place) => {
      const internal = payload.referrer.startsWith('https://harbour.example');
      if (internal) assert.ok(place - last.get(visitor) > 500, `${payload.url} at ${place}`);
      last.set(visitor, place);
    });
  });

  test('carry an id of their own when asked to', () => {
    const ids = ask({ EVENT_IDS: '1' }).map((line) => JSON.parse(line.split('\t')[5]).payload.eventId);
    assert.equal(new Set(ids).size, lines.length);
    assert.match(ids[0].replace('@@@@', '0100'), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the table', () => {
  const load = (server, rate, p99, { stored = rate, errors = 0 } = {}) =>
    `${server}\tHTTP/1.1, 256 connections\tRESULT ${rate} 1000000 1.0 ${p99} 50.0 ${errors}\t${rate * 10}\t${rate * 20}\t40\t${stored}`;
  const table = (...rows) => {
    writeFileSync(`${SCRATCH}/rows`, `${rows.join('\n')}\n`);
    return run('table.mjs', [`${SCRATCH}/rows`]);
  };

  test('has medians of the rounds, and ratios', () => {
    const { stdout } = table(load('sillage', 9000, 20), load('express-prisma', 100, 300), load('sillage', 1000, 90), load('sillage', 8000, 21));
    assert.match(stdout, /^sillage .* 8000 +1\.0 +21\.0 +50\.0 +10\.0 +20\.0 +40 +18000 +0 +80$/m);
    assert.match(stdout, /40 times .* 80x {2}ok$/m);
  });

  test('says which target is missed', () => {
    const copied = 'COPY\tbatches of 500, no HTTP\t500000\t5000000\t1000000';
    const { stdout } = table(load('sillage', 3900, 26), load('express-prisma', 100, 300), copied);
    assert.match(stdout, /40 times .* 39x {2}MISSED$/m);
    assert.match(stdout, /60 % .* 4 % {2}MISSED$/m);
    assert.match(stdout, /p99 at most 25 ms \(express-prisma: 300 ms\) .* MISSED$/m);
    assert.match(stdout, /12 us .* 10\.0 us {2}ok$/m);
  });

  test('is refused when less was stored than answered', () => {
    const { status, stderr } = table(load('sillage', 9000, 20, { stored: 8999 }));
    assert.notEqual(status, 0);
    assert.match(stderr, /answered 9000 but stored 8999/);
  });

  test('is refused when a server answered nothing, rather than calling it infinitely slow', () => {
    const { status, stderr } = table(load('sillage', 9000, 20), load('express-prisma', 0, 0));
    assert.notEqual(status, 0);
    assert.match(stderr, /express-prisma answered nothing/);
  });

  test('does not count errors as answers', () => {
    assert.match(table(load('sillage', 9000, 20, { stored: 8000, errors: 1000 })).stdout, /^sillage .* 8000 /m);
  });
});

describe('the tables of the reports', () => {
  const saved = (name, range, figures) => {
    const path = `${SCRATCH}/${name}.json`;
    writeFileSync(path, JSON.stringify({ sillage: Object.fromEntries(Object.entries(figures).map(([call, ms]) => [call, { [range]: ms }])) }));
    return path;
  };
  const figure = (median, p95 = median) => ({ median, p95, times: 9 });
  const lineOf = ({ stdout }, call) => stdout.split('\n').find((line) => line.startsWith(call));

  test('growth: at most twice with ten times the events, four times over two years', () => {
    const table = run('growth.mjs', [
      saved('base', '90d', { stats: figure(10), values: figure(10), active: { status: 404 } }),
      saved('more', '90d', { stats: figure(20), values: figure(20.6), active: { status: 404 } }),
      saved('longer', '730d', { stats: figure(40.6), values: figure(40), active: { status: 404 } }),
    ], {}, 'reports');
    assert.match(lineOf(table, 'stats'), /10\.0 +20\.0 +2\.0x +ok +40\.6 +4\.1x +MISSED$/);
    assert.match(lineOf(table, 'values'), /20\.6 +2\.1x +MISSED +40\.0 +4\.0x +ok$/);
    assert.match(lineOf(table, 'active'), /missing +missing/);
  });

  test('load: under three times the p95, at most a fifth less collected', () => {
    const idle = saved('idle', '90d', { stats: figure(5, 10), values: figure(5, 10), active: { status: 404 } });
    const loaded = saved('loaded', '90d', { stats: figure(20, 29), values: figure(5, 30), active: { status: 404 } });
    const table = run('load.mjs', [idle, loaded, '1000', '500', '800'], {}, 'reports');
    assert.match(lineOf(table, 'stats'), /2\.9x  ok$/);
    assert.match(lineOf(table, 'values'), /3\.0x  MISSED$/);
    assert.match(lineOf(table, 'active'), /missing/);
    assert.match(table.stdout, /20 % less; .*ok\n$/);
    assert.match(run('load.mjs', [idle, loaded, '1000', '500', '780'], {}, 'reports').stdout, /22 % less; .*MISSED\n$/);
  });
});
