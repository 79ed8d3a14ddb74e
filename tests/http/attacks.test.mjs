// Attacks on the HTTP server. Each is first carried out on the library alone, to show that it is one, and then on the server,
// which must stay small, quick for an honest client, and rid of the attacker. A table of all figures is printed at the end.
// ATTACK_SECONDS makes each attack longer than the second or so that a test run has for it.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { measure, startPlain } from '../attacks/measure.mjs';
import { FLAG, TYPE, block, frame, preface, request } from '../support/http2_frames.mjs';
import { createWebsite, login, startServer } from '../support/server.mjs';
import { holdTokens } from './support/hold.mjs';
import { Wire, metric, until } from './support/wire.mjs';

const PROGRAM = process.env.SILLAGE ?? fileURLToPath(new URL('../../build/test/sillage', import.meta.url));
const PLAIN = join(dirname(PROGRAM), 'tests/attacks_plain');
const LONG = Number(process.env.ATTACK_SECONDS ?? 0);
const TIMEOUT_MS = 800; // of a request, and half of what a connection may be idle
const PER_ADDRESS = 150;
const CONNECTIONS = 400;
// Sanitizers multiply memory and time: with them, only what the attacker gets counts.
const PLAIN_RUN = process.env.ASAN_OPTIONS === undefined && process.env.TSAN_OPTIONS === undefined;
const RSS_MB = 200;
const P99_MS = 250;

const SETTINGS = {
  LOOPS: '1',
  TRUSTED_PROXIES: '',
  REQUEST_TIMEOUT_MS: String(TIMEOUT_MS),
  STATEMENT_TIMEOUT_MS: '2000',
  CONNECTIONS_MAX: String(CONNECTIONS),
  CONNECTIONS_PER_ADDRESS_MAX: String(PER_ADDRESS),
};
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

/** A server to be attacked, as measure() wants it: the honest client is a tag. */
async function startOurs(settings = {}) {
  const server = await startServer({ settings: { ...SETTINGS, ...settings } });
  const website = await createWebsite(server, await login(server));
  return Object.assign(server, {
    paths: { slow: '/api/send', small: '/healthz', large: '/metrics', times: 2000 },
    honest: {
      method: 'POST',
      path: '/api/send',
      headers: { 'user-agent': USER_AGENT },
      body: JSON.stringify({ type: 'event', payload: { website: website.id, url: '/' } }),
    },
    logBytes: () => server.log.length,
  });
}

const rows = [];
function note(name, target, figures) {
  const { rssMb, cpu, logBytes, p99, asked, ...counts } = figures;
  const number = (value) => (Number.isInteger(value) ? value : value.toFixed(1));
  const own = Object.entries(counts).map(([key, value]) => `${key}=${number(value)}`).join(' ');
  rows.push([name, target, rssMb.toFixed(0), cpu.toFixed(2), String(logBytes), p99.toFixed(0), String(asked), own]);
  return figures;
}
after(() => {
  const head = ['attack', 'on', 'RSS MB', 'cores', 'log bytes', 'honest p99 ms', 'asked', 'what the attacker got'];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
  console.log([head, ...rows].map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()).join('\n'));
});

/** What an honest client waits for on this machine without an attack comes on top: tests share it with others. */
function assertHonest({ rssMb, p99 }) {
  if (!PLAIN_RUN) return;
  assert.ok(rssMb < RSS_MB, `${rssMb.toFixed(0)} MB`);
  assert.ok(p99 < P99_MS + quiet.p99, `an honest client's 99th percentile is ${p99.toFixed(0)} ms`);
}

let ours;
let quiet;
before(async () => {
  ours = await startOurs();
  quiet = note('none', 'server', await measure(ours, 'none', 1));
});
after(() => ours?.stop());

async function onPlain(name, seconds) {
  const plain = await startPlain(PLAIN, { timeoutMs: TIMEOUT_MS });
  try {
    return note(name, 'library', await measure(plain, name, seconds));
  } finally {
    await plain.stop();
  }
}

async function onOurs(name, seconds) {
  const figures = note(name, 'server', await measure(ours, name, LONG || seconds));
  assertHonest(figures);
  return figures;
}

describe('a flood of', () => {
  for (const name of ['rapidReset', 'madeYouReset'])
    test(`requests that come to nothing (${name}) gets each connection cut`, async () => {
      assert.equal((await onPlain(name, 1)).connections, 1);
      assert.ok((await onOurs(name, 1)).connections > 5);
    });

  test('header blocks in a hundred pieces is bounded by bytes', async () => {
    const plain = await onPlain('continuationFlood', 1);
    const ours = await onOurs('continuationFlood', 1);
    if (PLAIN_RUN) assert.ok(plain.rssMb > 60 && ours.rssMb < 150, `${plain.rssMb} and ${ours.rssMb} MB`);
  });

  test('empty pieces of a header block ends with the connection', async () => {
    const SECONDS = 4;
    assert.ok((await onPlain('emptyContinuationFlood', SECONDS)).seconds >= SECONDS - 0.1);
    const { seconds } = await onOurs('emptyContinuationFlood', SECONDS);
    assert.ok(seconds < (LONG || SECONDS), `open for ${seconds} s`);
  });

  test('frames that nobody knows does not fill the log', async () => {
    assert.ok((await onPlain('unknownFrames', 1)).logBytes > 500_000);
    const { logBytes } = await onOurs('unknownFrames', 1);
    assert.ok(logBytes < 50_000 * (LONG || 1), `${logBytes} bytes`);
  });
});

describe('too much memory', () => {
  test('is not had by naming a large header again and again', async () => {
    const plain = await onPlain('hpackBomb', 1);
    const { requests } = await onOurs('hpackBomb', 1);
    assert.ok(plain.requests > 50 && requests > 50);
  });

  test('is not had by bodies far above the limit', async () => {
    const plain = await onPlain('oversizedBodies', 1);
    const ours = await onOurs('oversizedBodies', 1);
    assert.equal(ours.refused, 4);
    if (PLAIN_RUN) assert.ok(plain.rssMb > 0);
  });

  test('is not had by bodies without end on many streams', async () => {
    const plain = await onPlain('endlessBodies', 2);
    const cut = await metric(`http://127.0.0.1:${ours.port}`, 'sillage_connections_cut_total');
    const figures = await onOurs('endlessBodies', 2);
    assert.ok((await metric(`http://127.0.0.1:${ours.port}`, 'sillage_connections_cut_total')) > cut);
    if (PLAIN_RUN) assert.ok(plain.rssMb > 100 && figures.rssMb < 150, `${plain.rssMb} and ${figures.rssMb} MB`);
  });
});

describe('a client that is slow', () => {
  const SECONDS = 5;
  const KEPT = ['slowHeadersHttp2', 'slowBodyHttp2', 'pings', 'slowReader', 'slowReaderHttp2'];
  const ALL = ['slowHeaders', 'slowBody', ...KEPT]; // the first two the library cuts by itself
  let onLibrary;
  before(async () => {
    onLibrary = Object.fromEntries(await Promise.all(ALL.map(async (name) => [name, await onPlain(name, SECONDS)])));
  });

  test('is cut, whatever it is slow in', async () => {
    for (const name of KEPT) assert.ok(onLibrary[name].seconds >= SECONDS - 0.1, `the library cut ${name}`);
    const figures = await Promise.all(ALL.map(async (name) => [name, await onOurs(name, SECONDS)]));
    for (const [name, { seconds }] of figures) assert.ok(seconds < (LONG || SECONDS), `${name}: open for ${seconds} s`);
  });
});

describe('connections', () => {
  test('of one address are so many and no more', async () => {
    assert.equal((await onPlain('connectionsOfOneAddress', 1)).held, 500);
    const { held } = await onOurs('connectionsOfOneAddress', 1);
    assert.ok(held > 0 && held <= PER_ADDRESS, `${held} connections`);
    assert.ok((await metric(`http://127.0.0.1:${ours.port}`, 'sillage_connections_refused_total')) >= 500 - PER_ADDRESS);
  });

  test('of many addresses do not keep others out', async () => {
    assert.equal((await onPlain('connectionsOfManyAddresses', 1.5)).held, 600);
    const { held } = await onOurs('connectionsOfManyAddresses', 1.5);
    assert.ok(held <= CONNECTIONS, `${held} connections`);
  });
});

describe('passwords', () => {
  test('are compared for one address a few times only, and keep no worker from others', async () => {
    const open = await startOurs({ LOGINS_RATE: '0' });
    const before = note('logins', 'no limit', await measure(open, 'logins', 1));
    await open.stop();
    const after = await onOurs('logins', 1);
    assert.ok(before.compared > 6 && before.limited === 0, `${before.compared} compared`);
    assert.ok(after.compared <= 6 && after.limited > 10, `${after.compared} compared, ${after.limited} turned away`);
  });
});

describe('a stop', () => {
  /** Half of a header block before the stop, and the other half when the library has said its last GOAWAY. */
  async function interrupt(target, waiting, terminate) {
    const wire = await Wire.open(target.port);
    wire.socket.write(Buffer.concat([preface(), waiting, frame(TYPE.headers, FLAG.endStream, 3, block('GET', '/'))]));
    await until(() => wire.received.length > 0, 'its SETTINGS');
    await target.busy();
    terminate();
    const drip = setInterval(() => wire.socket.write(frame(TYPE.continuation, FLAG.none, 3, Buffer.from('x'))), 100);
    return () => {
      clearInterval(drip);
      wire.close();
    };
  }

  test('comes to its end while somebody is in the middle of a header', async () => {
    const plain = await startPlain(PLAIN, { timeoutMs: 60_000, answerAfterMs: 1500 });
    const waiting = request(1, 'POST', '/');
    const release = await interrupt(Object.assign(plain, { busy: () => sleep(50) }), waiting, plain.terminate);
    const ended = await plain.endsWithin(2500);
    release();
    assert.ok(!ended && !(await plain.endsWithin(300)), 'the library is expected to turn for ever');
    await plain.stop();

    const server = await startServer({ settings: { REQUEST_TIMEOUT_MS: '60000' } });
    const lock = await holdTokens(server);
    const held = request(1, 'GET', '/api/me', FLAG.endHeaders | FLAG.endStream, { authorization: `Bearer ${'x'.repeat(43)}` });
    const busy = () => until(async () => (await metric(server.url, 'sillage_workers_busy')) === 1, 'a busy worker');
    const over = await interrupt(Object.assign(server, { busy }), held, () => process.kill(server.pid, 'SIGTERM'));
    await sleep(1500);
    await lock.release();
    assert.equal(await server.stop(), 0);
    over();
  });
});
