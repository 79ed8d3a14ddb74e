// Clients that are close to the wire, for tests of the protocols: a socket that speaks HTTP/1.1 byte by byte, and HTTP/2
// sessions.
// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';

const PATIENCE_MS = 20_000;

/** Fails with `what` when `promise` takes too long: a test that hangs says where. */
export async function within(promise, what, patience = PATIENCE_MS) {
  const timer = new AbortController();
  const late = sleep(patience, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what}: nothing after ${patience} ms`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

/** Asks until the answer is true; for what another process does in its own time. */
export async function until(question, what, patience = PATIENCE_MS) {
  const deadline = Date.now() + patience;
  while (!(await question())) {
    if (Date.now() > deadline) throw new Error(`${what}: not so after ${patience} ms`);
    await sleep(10);
  }
}

/** A certificate of its own for localhost; remove() deletes its files. */
export function makeCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const certificate = join(folder, 'certificate.pem');
  const key = join(folder, 'key.pem');
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'].concat(
      ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ['-keyout', key, '-out', certificate],
    ),
    { stdio: 'ignore' },
  );
  return { certificate, key, ca: readFileSync(certificate), remove: () => rmSync(folder, { recursive: true }) };
}

/** One connection that is written to as it pleases the test and read answer by answer. */
export class Wire {
  constructor(socket) {
    this.socket = socket;
    this.received = Buffer.alloc(0);
    this.ended = false;
    this.wake = () => {};
    const changed = (bytes) => {
      if (bytes instanceof Buffer) this.received = Buffer.concat([this.received, bytes]);
      else this.ended = true;
      this.wake();
    };
    socket.on('data', changed).once('end', changed).once('close', changed).on('error', () => {});
    this.closed = new Promise((resolve) => socket.once('close', resolve));
  }

  static async open(port, { ca } = {}) {
    const socket = ca
      ? connectTls({ port, host: '127.0.0.1', ca, servername: 'localhost', ALPNProtocols: ['http/1.1'] })
      : connect(port, '127.0.0.1');
    await within(once(socket, ca ? 'secureConnect' : 'connect'), 'connecting');
    return new Wire(socket);
  }

  send(text) {
    this.socket.write(text);
    return this;
  }

  /** Reads until `enough(received)` gives something other than undefined. */
  async read(enough) {
    for (;;) {
      const found = enough(this.received);
      if (found !== undefined) return found;
      if (this.ended) throw new Error(`no whole answer, only ${JSON.stringify(this.received.toString('latin1'))}`);
      await within(new Promise((resolve) => (this.wake = resolve)), 'the rest of an answer');
    }
  }

  /** The next answer. `bodiless`: it answers HEAD, so what Content-Length says does not follow. */
  answer({ bodiless = false } = {}) {
    return this.read((bytes) => {
      const head = bytes.indexOf('\r\n\r\n');
      if (head < 0) return undefined;
      const [first, ...lines] = bytes.subarray(0, head).toString('latin1').split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line) => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
        }),
      );
      const length = bodiless ? 0 : Number(headers['content-length'] ?? 0);
      const end = head + 4 + length;
      if (bytes.length < end) return undefined;
      this.received = bytes.subarray(end);
      const body = bytes.subarray(head + 4, end);
      return { status: Number(first.split(' ')[1]), protocol: first.split(' ')[0], headers, body: body.toString() };
    });
  }

  /** Waits until the server closes the connection. */
  gone(what = 'the server closing the connection') {
    return within(this.closed, what);
  }

  close() {
    this.socket.destroy();
  }
}

/** An HTTP/2 session; close() ends it. */
export async function openHttp2(url, options = {}) {
  const session = connectHttp2(url, options);
  session.on('error', () => {});
  await within(once(session, 'connect'), 'connecting with HTTP/2');
  return session;
}

/** One request on a session. */
export function askHttp2(session, headers, body) {
  return within(
    new Promise((resolve, reject) => {
      const stream = session.request({ ':method': 'GET', ...headers }, { endStream: body === undefined });
      const chunks = [];
      let answer;
      stream.on('response', (received) => (answer = received));
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('close', () => {
        if (answer === undefined) reject(new Error(`the stream was reset with code ${stream.rstCode}`));
        else resolve({ status: answer[':status'], headers: answer, body: Buffer.concat(chunks).toString() });
      });
      if (body !== undefined) stream.end(body);
    }),
    'an answer over HTTP/2',
  );
}

/** The sum of a metric's samples whose line contains `labels`. */
export async function metric(url, name, labels = '') {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) && line.includes(labels))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
