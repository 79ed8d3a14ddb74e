// Clients that do everything wrong at once: leave early, send halves, reset, send garbage. The server must neither fall
// over nor keep anything. CHAOS_SECONDS makes it longer; meant for builds with a sanitizer too.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { login, startServer } from '../support/server.mjs';
import { makeCertificate, metric, until } from './support/wire.mjs';

const SECONDS = Number(process.env.CHAOS_SECONDS ?? 3);
const CLIENTS = 24;

let certificate;
let server;
let token;
before(async () => {
  certificate = makeCertificate();
  server = await startServer({
    settings: {
      TLS_CERTIFICATE: certificate.certificate,
      TLS_KEY: certificate.key,
      LOOPS: '2',
      QUEUE_MAX: '32',
      LOG_REQUESTS: 'none',
    },
  });
  token = await login(server);
});
after(() => certificate?.remove());

const paths = ['/api/me', '/api/websites', '/api/heartbeat', '/metrics', '/', '/api/nothing', '/api/auth/verify'];
const any = (choices) => choices[randomInt(choices.length)];
const request = () => {
  const body = '{"username":"nobody"}';
  return any([
    () => `GET ${any(paths)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    () => `HEAD ${any(paths)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    () => `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n${body}`,
    () => `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    () => randomBytes(randomInt(1, 200)).toString('latin1'),
  ])();
};

/** One connection, one misdeed; resolves when it is over. */
function misbehave() {
  return new Promise((resolve) => {
    const done = () => resolve();
    const plain = () => connect(server.port, '127.0.0.1');
    const secure = () => connectTls({ port: server.port, host: '127.0.0.1', ca: certificate.ca, servername: 'localhost' });
    const quiet = (client) => client.on('error', () => {}).on('close', done);
    const stop = (client) => setTimeout(() => client.destroy(), randomInt(60));
    any([
      () => stop(quiet(plain())),
      () => stop(quiet(secure())),
      () => {
        const client = quiet(any([plain, secure])());
        client.resume().write(request() + request() + request(), 'latin1');
        stop(client);
      },
      () => {
        const client = quiet(plain());
        const text = request();
        client.write(text.slice(0, randomInt(text.length)), 'latin1');
        client.resetAndDestroy?.();
        stop(client);
      },
      () => {
        const client = quiet(plain());
        client.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1');
        client.write(randomBytes(randomInt(1, 300)));
        client.resume();
        stop(client);
      },
      () => {
        const url = any([server.url, `https://localhost:${server.port}`]);
        const session = quiet(connectHttp2(url, { ca: certificate.ca }));
        for (let i = randomInt(1, 40); i > 0; i--) {
          const stream = session.request({ ':path': any(paths), authorization: `Bearer ${token}` });
          stream.on('error', () => {}).resume();
          if (randomInt(2)) setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), randomInt(10));
        }
        stop(session);
      },
    ])();
  });
}

test('nothing that clients do wrong is kept, or ends the server', async () => {
  const end = Date.now() + SECONDS * 1000;
  let misdeeds = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (Date.now() < end) {
        await Promise.race([misbehave(), sleep(5000)]);
        misdeeds++;
      }
    }),
  );
  assert.ok(misdeeds > CLIENTS);
  await until(async () => (await metric(server.url, 'sillage_requests_outstanding')) === 0, 'nothing left out');
  await until(async () => (await metric(server.url, 'sillage_connections')) <= 8, 'only our own connections left');
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
  assert.equal(await server.stop(), 0, server.log.slice(-4000));
});
