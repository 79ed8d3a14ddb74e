// The dashboard's files as browsers get them, over both protocols, from a folder of the test's own.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { startServer } from '../support/server.mjs';
import { Wire, askHttp2, openHttp2 } from './support/wire.mjs';

const SHARE = process.env.SHARE_DIR ?? fileURLToPath(new URL('../../build/test/share', import.meta.url));
const PAGE = '<!doctype html><title>Dashboard</title>';
const SCRIPT = 'console.log("a line that compresses");\n'.repeat(2000);
const ASSET = '/assets/app-0a1b2c3d.js';
const SECRET = 'not for anybody';

let share;
let server;
before(async () => {
  share = mkdtempSync(join(tmpdir(), 'share-'));
  const put = (name, contents) => writeFileSync(join(share, name), contents);
  mkdirSync(join(share, 'www/assets'), { recursive: true });
  for (const name of readdirSync(SHARE).filter((name) => name !== 'www')) symlinkSync(join(SHARE, name), join(share, name));
  put('secret.txt', SECRET);
  put('www/index.html', PAGE);
  put('www/script.js', 'tracker();');
  put('www/vitals.js', 'export const watch = 1;');
  put(`www${ASSET}`, SCRIPT);
  put(`www${ASSET}.gz`, gzipSync(SCRIPT));
  put(`www${ASSET}.br`, brotliCompressSync(SCRIPT));
  server = await startServer({ settings: { SHARE_DIR: share, TRACKER_SCRIPT_NAME: 'numbers.js' } });
});
after(async () => {
  await server?.stop();
  if (share) rmSync(share, { recursive: true });
});

/** One request over HTTP/1.1, its body as bytes. */
async function get(path, headers = {}, method = 'GET') {
  const client = await Wire.open(server.port);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  client.send(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines.join('')}\r\n`);
  await client.gone();
  const received = client.received;
  const { status, headers: answered } = await client.answer({ bodiless: true });
  return { status, headers: answered, body: received.subarray(received.indexOf('\r\n\r\n') + 4) };
}

test('sends the form that the client accepts, whole', async () => {
  const plain = await get(ASSET);
  assert.equal(plain.body.toString(), SCRIPT);
  assert.equal(plain.headers['content-encoding'], undefined);
  const gzip = await get(ASSET, { 'accept-encoding': 'gzip' });
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(gzip.body).toString(), SCRIPT);
  const brotli = await get(ASSET, { 'accept-encoding': 'gzip, deflate, br' });
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(brotli.body).toString(), SCRIPT);
  for (const { headers, body } of [plain, gzip, brotli]) {
    assert.equal(Number(headers['content-length']), body.length);
    assert.equal(headers.vary, 'accept-encoding');
  }
  assert.equal(new Set([plain, gzip, brotli].map(({ headers }) => headers.etag)).size, 3);
});

test('sends a file that does not fit the socket at once over HTTP/2 too', async () => {
  const session = await openHttp2(server.url);
  const answers = await Promise.all(Array.from({ length: 20 }, () => askHttp2(session, { ':path': ASSET })));
  for (const { status, body } of answers) {
    assert.equal(status, 200);
    assert.equal(body, SCRIPT);
  }
  session.close();
});

test('answers 304 to who has it, without a body', async () => {
  const { headers } = await get(ASSET, { 'accept-encoding': 'br' });
  const again = await get(ASSET, { 'accept-encoding': 'br', 'if-none-match': headers.etag });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
  assert.equal(again.headers.etag, headers.etag);
  assert.equal(again.headers['content-length'], undefined);
  assert.equal((await get(ASSET, { 'if-none-match': headers.etag })).status, 200);
  const session = await openHttp2(server.url);
  const { status } = await askHttp2(session, {
    ':path': ASSET,
    'accept-encoding': 'br',
    'if-none-match': headers.etag,
  });
  assert.equal(status, 304);
  session.close();
});

test('answers HEAD with the length and without the body', async () => {
  const head = await get(ASSET, { 'accept-encoding': 'gzip' }, 'HEAD');
  assert.equal(head.status, 200);
  assert.equal(Number(head.headers['content-length']), gzipSync(SCRIPT).length);
  assert.equal(head.body.length, 0);
});

test('lets hashed names be kept for ever, and pages be asked for again', async () => {
  assert.equal((await get(ASSET)).headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal((await get('/')).headers['cache-control'], 'no-cache');
  for (const name of ['/script.js', '/vitals.js']) {
    assert.equal((await get(name)).headers['cache-control'], 'public, max-age=86400');
  }
});

test('protects its pages', async () => {
  const { headers } = await get('/');
  assert.match(headers['content-security-policy'], /default-src 'self'/);
  assert.match(headers['content-security-policy'], /frame-ancestors 'self'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.ok(headers['referrer-policy']);
});

test('gives the tracker to every origin under its names', async () => {
  for (const name of ['/script.js', '/numbers.js']) {
    const { status, headers, body } = await get(name, { origin: 'https://example.com' });
    assert.equal(status, 200);
    assert.equal(body.toString(), 'tracker();');
    assert.match(headers['content-type'], /^application\/javascript/);
    assert.equal(headers['access-control-allow-origin'], '*');
  }
});

test('gives what the tracker loads to every origin', async () => {
  const { status, headers, body } = await get('/vitals.js', { origin: 'https://example.com' });
  assert.equal(status, 200);
  assert.equal(body.toString(), 'export const watch = 1;');
  assert.match(headers['content-type'], /^application\/javascript/);
  assert.equal(headers['access-control-allow-origin'], '*');
});

test('gives the page at addresses that only the browser knows', async () => {
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const page = await get('/websites/1/overview?range=7d', { accept });
  assert.equal(page.status, 200);
  assert.equal(page.body.toString(), PAGE);
  assert.equal((await get('/websites/1', { accept: 'application/json' })).status, 404);
  assert.equal((await get('/assets/app-gone.js', { accept })).status, 404);
  const api = await get('/api/nothing', { accept });
  assert.equal(api.status, 404);
  assert.equal(JSON.parse(api.body).error.code, 'not-found');
});

test('405 for writing', async () => {
  const answer = await get('/index.html', {}, 'DELETE');
  assert.equal(answer.status, 405);
  assert.equal(answer.headers.allow, 'GET, HEAD');
  assert.equal(JSON.parse(answer.body).error.code, 'method-not-allowed');
});

test('no path leads out of the folder', async () => {
  const up = ['..', '%2e%2e', '.%2e', '%2E.', '..%2f..', '..%5c', '....', '..;'];
  const paths = up.flatMap((step) => [
    `/${step}/secret.txt`,
    `/assets/${step}/${step}/secret.txt`,
    `/assets/${step}/../${step}/secret.txt`,
    `/${step}%2fsecret.txt`,
    `/${step}\\secret.txt`,
  ]);
  paths.push('//secret.txt', '/./../secret.txt', `${share}/secret.txt`, '/secret.txt', '/www/../../secret.txt');
  const session = await openHttp2(server.url);
  for (const path of paths) {
    const answer = await get(path);
    assert.notEqual(answer.status, 200, path);
    assert.ok(!answer.body.includes(SECRET), path);
    const { status, body } = await askHttp2(session, { ':path': path });
    assert.notEqual(status, 200, path);
    assert.ok(!body.includes(SECRET), path);
  }
  session.close();
  assert.equal((await get('/assets/../index.html')).status, 200);
});
