// Clients that do everything wrong: leave early, send halves, reset, send garbage. `event()` gives the body of an event that
// nobody waits for.
// SPDX-License-Identifier: MIT
import { randomBytes, randomInt } from 'node:crypto';
import { connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

const PATHS = ['/api/me', '/api/websites', '/api/heartbeat', '/metrics', '/', '/api/nothing', '/api/auth/verify'];
const any = (choices) => choices[randomInt(choices.length)];

/** An event as HTTP/1.1. */
export const sendingText = (body) =>
  `POST /api/send HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0\r\n` +
  `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

function requestText(token, event) {
  const body = '{"username":"nobody"}';
  return any([
    () => `GET ${any(PATHS)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    () => `HEAD ${any(PATHS)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => sendingText(event()),
    () => sendingText(event()) + sendingText(event()),
    () => `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    () => `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n${body}`,
    () => `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    () => randomBytes(randomInt(1, 200)).toString('latin1'),
  ])();
}

function abandonStreams(session, token, event) {
  for (let i = randomInt(1, 40); i > 0; i--) {
    const sends = randomInt(2) === 1;
    const stream = session.request(
      sends ? { ':method': 'POST', ':path': '/api/send' } : { ':path': any(PATHS), authorization: `Bearer ${token}` },
      { endStream: !sends },
    );
    stream.on('error', () => {}).resume();
    if (sends) stream.end(event());
    if (randomInt(2)) setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), randomInt(10));
  }
}

/** One connection, one misdeed; resolves when it is over. */
export function misbehave({ server, ca, token, event }) {
  return new Promise((resolve) => {
    const plain = () => connect(server.port, '127.0.0.1');
    const secure = () => connectTls({ port: server.port, host: '127.0.0.1', ca, servername: 'localhost' });
    const quiet = (client) => client.on('error', () => {}).on('close', resolve);
    const stop = (client) => setTimeout(() => client.destroy(), randomInt(60));
    const request = () => requestText(token, event);
    const half = () => {
      const text = request();
      return text.slice(0, randomInt(text.length));
    };
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
        client.write(half(), 'latin1');
        client.resetAndDestroy();
      },
      () => {
        const client = quiet(any([plain, secure])());
        client.write(half(), 'latin1', () => client.destroy());
      },
      () => {
        // all of an event, and gone before its answer
        const client = quiet(any([plain, secure])());
        client.write(sendingText(event()), () => client.destroy());
      },
      () => {
        const client = quiet(plain());
        client.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1');
        client.write(randomBytes(randomInt(1, 300)));
        client.resume();
        stop(client);
      },
      () => {
        const session = quiet(connectHttp2(any([server.url, `https://localhost:${server.port}`]), { ca }));
        abandonStreams(session, token, event);
        stop(session);
      },
    ])();
  });
}
