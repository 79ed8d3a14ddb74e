// Asks a server and says how long it took: over HTTP/1.1 with one connection that stays, or several calls at once over one
// HTTP/2 connection.
// SPDX-License-Identifier: MIT
import { Agent, request } from 'node:http';
import http2 from 'node:http2';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** The call as a request of a website: method, path, headers and body. */
function requestOf({ path, body }, { website, token }) {
  const text = body === undefined ? '' : JSON.stringify(body);
  return {
    method: body === undefined ? 'GET' : 'POST',
    path: path.replace(':id', website),
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    },
    text,
  };
}

/** { status, text, ms } of one call. */
export function ask(server, call) {
  const { text, ...options } = requestOf(call, server);
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const sent = request(new URL(options.path, server.url), { ...options, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, ms: performance.now() - begun, text: Buffer.concat(parts).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

export async function signIn(server, password) {
  const { status, text } = await ask(server, { path: '/api/auth/login', body: { username: 'admin', password } });
  if (status !== 200) throw new Error(`no token: ${status} ${text}`);
  return JSON.parse(text).token;
}

/** An HTTP/2 connection on which calls are asked all at once: { all(calls), close() }. */
export function connectHttp2(server) {
  const session = http2.connect(server.url);
  const one = (call) =>
    new Promise((resolve, reject) => {
      const { method, path, headers, text } = requestOf(call, server);
      const stream = session.request({ ':method': method, ':path': path, ...headers }, { endStream: text === '' });
      let status;
      stream.on('response', (answer) => (status = answer[':status']));
      stream.on('data', () => {});
      stream.on('end', () => resolve(status));
      stream.on('error', reject);
      if (text !== '') stream.end(text);
    });
  return {
    async all(calls) {
      const begun = performance.now();
      const statuses = await Promise.all(calls.map(one));
      return { status: statuses.find((status) => status !== 200) ?? 200, ms: performance.now() - begun };
    },
    close: () => session.close(),
  };
}
