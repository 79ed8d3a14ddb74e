// HTTP/1.1 and HTTP/2, with and without TLS, as they are on the wire.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { call, createWebsite, login, startServer } from '../support/server.mjs';
import { holdTokens } from './support/hold.mjs';
import { Wire, askHttp2, makeCertificate, metric, openHttp2, until, within } from './support/wire.mjs';

const OK = { status: 200, body: '{"ok":true}' };
const BODY_MAX = 4096;

let certificate;
let server;
before(async () => {
  certificate = makeCertificate();
  server = await startServer({
    settings: {
      TLS_CERTIFICATE: certificate.certificate,
      TLS_KEY: certificate.key,
      BODY_MAX: String(BODY_MAX),
      CORS_MAX_AGE: '4321',
    },
  });
});
after(async () => {
  await server?.stop();
  certificate?.remove();
});

const wire = (options) => Wire.open(server.port, options);
const get = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
const post = (path, body, more = '') =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`;
const pick = ({ status, body }) => ({ status, body });
const isOut = async () => (await metric(server.url, 'sillage_requests_outstanding')) === 1;

/** How often the loop's threads have waited for something to do. */
function timesSlept() {
  const tasks = `/proc/${server.pid}/task`;
  const loops = readdirSync(tasks).filter((task) => readFileSync(`${tasks}/${task}/comm`, 'utf8').startsWith('loop'));
  const counted = (task) => Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(readFileSync(`${tasks}/${task}/status`, 'utf8'))[1]);
  return loops.reduce((sum, task) => sum + counted(task), 0);
}
const secureUrl = () => `https://localhost:${server.port}`;

describe('HTTP/1.1', () => {
  test('keeps the connection for more requests', async () => {
    const client = await wire();
    for (let i = 0; i < 3; i++) {
      const answer = await client.send(get('/healthz')).answer();
      assert.deepEqual(pick(answer), OK);
      assert.equal(answer.headers.connection, 'keep-alive');
    }
    client.close();
  });

  test('answers pipelined requests in their order, a body among them', async () => {
    const client = await wire();
    client.send(get('/healthz') + post('/api/auth/login', '{') + get('/api/nothing') + get('/api/heartbeat'));
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await client.answer()).status);
    assert.deepEqual(statuses, [200, 400, 404, 200]);
    client.close();
  });

  for (const secure of [false, true])
    test(`leaves what comes early where it is until the answer is sent${secure ? ', over TLS' : ''}`, async () => {
      const token = await login(server);
      const client = await wire(secure ? { ca: certificate.ca } : {});
      const lock = await holdTokens(server);
      client.send(get('/api/me', `Authorization: Bearer ${token}\r\n`));
      await until(isOut, 'a request with a worker');
      client.send(get('/healthz') + post('/api/auth/login', '{').slice(0, -1));
      const slept = timesSlept();
      for (let i = 0; i < 50; i++) assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
      assert.ok(timesSlept() - slept >= 25, 'the loop turns without anything to do');
      await lock.release();
      assert.match((await client.answer()).body, /"username":"admin"/);
      assert.deepEqual(pick(await client.answer()), OK);
      assert.equal((await client.send('{').answer()).status, 400);
      client.close();
    });

  test('answers a client that sends nothing more', async () => {
    const token = await login(server);
    const client = await wire();
    const lock = await holdTokens(server);
    client.send(get('/api/me', `Authorization: Bearer ${token}\r\n`));
    await until(isOut, 'a request with a worker');
    client.socket.end();
    await lock.release();
    assert.equal((await client.answer()).status, 200);
    await client.gone();
  });

  test('closes when the client says so, and after HTTP/1.0', async () => {
    const client = await wire();
    assert.equal((await client.send(get('/healthz', 'Connection: close\r\n')).answer()).headers.connection, 'close');
    await client.gone();
    const old = await wire();
    assert.deepEqual(pick(await old.send('GET /healthz HTTP/1.0\r\n\r\n').answer()), OK);
    await old.gone();
  });

  test('reads a request that arrives byte by byte', async () => {
    const client = await wire();
    for (const byte of get('/healthz')) {
      client.send(byte);
      await new Promise(setImmediate);
    }
    assert.deepEqual(pick(await client.answer()), OK);
    client.close();
  });

  test('reads a chunked body', async () => {
    const client = await wire();
    client.send('POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const body = JSON.stringify({ username: 'admin', password: server.adminPassword });
    const half = Math.floor(body.length / 2);
    for (const part of [body.slice(0, half), body.slice(half)])
      client.send(`${part.length.toString(16)}\r\n${part}\r\n`);
    const answer = await client.send('0\r\n\r\n').answer();
    assert.equal(answer.status, 200);
    assert.equal(JSON.parse(answer.body).user.username, 'admin');
    client.close();
  });

  // Behind a proxy that reads another end than libh2o, the rest would be somebody else's request.
  const BODY = '{}';
  const CHUNKED = `2\r\n${BODY}\r\n0\r\n\r\n`;
  for (const [lengths, body] of [
    [['Content-Length: 2', 'Transfer-Encoding: chunked'], CHUNKED],
    [['transfer-encoding: chunked', 'content-length: 4'], CHUNKED],
    [['Content-Length: 2', 'Content-Length: 30'], BODY],
    [['Content-Length: 0', 'Content-Length: 0'], ''],
  ])
    test(`refuses a request whose end can be read in two ways: ${lengths.join(', ')}`, async () => {
      const client = await wire();
      client.send(`POST /api/send HTTP/1.1\r\nHost: x\r\n${lengths.join('\r\n')}\r\n\r\n${body}${get('/healthz')}`);
      const answer = await client.answer();
      assert.deepEqual([answer.status, answer.headers.connection], [400, 'close']);
      assert.match(answer.body, /more than once/);
      await client.gone();
    });

  test('looks for the end of a request nowhere but in its own head', async () => {
    const client = await wire();
    const body = 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n';
    client.send(post('/api/auth/login', body, 'X-Content-Length: 3\r\n').repeat(2));
    for (let i = 0; i < 2; i++) assert.match((await client.answer()).body, /Malformed JSON/);
    client.close();
  });

  test('says 100 Continue to those who ask before they send', async () => {
    const client = await wire();
    client.send('POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n');
    assert.equal((await client.answer()).status, 100);
    assert.equal((await client.send('{}').answer()).status, 400);
    client.close();
  });

  test('answers HEAD with the length and without the body', async () => {
    const client = await wire();
    const head = await client.send('HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n').answer({ bodiless: true });
    assert.equal(head.status, 200);
    assert.equal(head.headers['content-length'], '11');
    assert.deepEqual(pick(await client.send(get('/healthz')).answer()), OK);
    client.close();
  });

  test('takes a target in absolute form, as clients of a proxy send it', async () => {
    const client = await wire();
    for (const target of ['http://other.example/healthz', 'https://other.example:99/a/../healthz?a=/b'])
      assert.deepEqual(pick(await client.send(get(target)).answer()), OK, target);
    const asked = await client.send(get('http://localhost/api/websites?page=nothing')).answer();
    assert.equal(asked.status, 401);
    const root = await client.send(get('http://other.example')).answer();
    assert.deepEqual(pick(root), pick(await client.send(get('/')).answer()));
    for (const target of ['http:///healthz', 'ftp://other.example/healthz', 'http:/healthz', '*'])
      assert.equal((await client.send(get(target)).answer()).status, 404, target);
    client.close();
  });

  test('leaves a byte order mark in front of JSON out', async () => {
    const client = await wire();
    const body = `\ufeff${JSON.stringify({ username: 'admin', password: server.adminPassword })}`;
    assert.equal((await client.send(post('/api/auth/login', body)).answer()).status, 200);
    client.close();
  });

  test('refuses what is not HTTP', async () => {
    const client = await wire();
    client.send('GET\r\n\r\n');
    assert.equal((await client.answer()).status, 400);
    await client.gone();
  });

  test('has no Server header', async () => {
    const client = await wire();
    assert.equal((await client.send(get('/healthz')).answer()).headers.server, undefined);
    client.close();
  });

  test('gives every request an id of its own', async () => {
    const client = await wire();
    const ids = new Set();
    for (let i = 0; i < 5; i++) ids.add((await client.send(get('/api/nothing')).answer()).headers['x-request-id']);
    assert.equal(ids.size, 5);
    client.close();
  });
});

describe('HTTP/2', () => {
  test('is chosen by ALPN over TLS', async () => {
    const session = await openHttp2(secureUrl(), { ca: certificate.ca });
    assert.equal(session.alpnProtocol, 'h2');
    assert.deepEqual(pick(await askHttp2(session, { ':path': '/healthz' })), OK);
    session.close();
  });

  test('is spoken in plain text with prior knowledge', async () => {
    const session = await openHttp2(server.url);
    assert.deepEqual(pick(await askHttp2(session, { ':path': '/api/heartbeat' })), OK);
    session.close();
  });

  test('is spoken after an upgrade from HTTP/1.1', async () => {
    const client = await wire();
    const settings = 'HTTP2-Settings: AAMAAABkAAQAAP__\r\n';
    client.send(get('/healthz', `Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n${settings}`));
    const answer = await client.answer();
    assert.equal(answer.status, 101);
    assert.equal(answer.headers.upgrade, 'h2c');
    client.send('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0');
    await client.read((bytes) => (bytes.includes('{"ok":true}') ? true : undefined));
    client.close();
  });

  test('answers many requests at once', async () => {
    const session = await openHttp2(secureUrl(), { ca: certificate.ca });
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, i) => askHttp2(session, { ':path': i % 3 ? '/healthz' : '/api/nothing' })),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array.from({ length: 90 }, (_, i) => (i % 3 ? 200 : 404)),
    );
    session.close();
  });

  test('is not spoken in plain text without the setting', async () => {
    const plain = await startServer({ settings: { HTTP2_CLEARTEXT: '0' } });
    const session = connectHttp2(plain.url);
    const [error] = await within(once(session, 'error'), 'the session failing');
    assert.ok(error);
    assert.equal((await fetch(`${plain.url}/healthz`)).status, 200);
    assert.equal(await plain.stop(), 0);
  });
});

describe('TLS', () => {
  test('speaks HTTP/1.1 to those who know no other', async () => {
    const client = await wire({ ca: certificate.ca });
    assert.equal(client.socket.alpnProtocol, 'http/1.1');
    assert.deepEqual(pick(await client.send(get('/healthz')).answer()), OK);
    client.close();
  });

  test('shares its port with plain text', async () => {
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  });

  test('refuses versions before 1.2', async () => {
    const socket = connectTls({
      port: server.port,
      host: '127.0.0.1',
      ca: certificate.ca,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const [error] = await within(once(socket, 'error'), 'the handshake failing');
    assert.match(String(error.code), /SSL|ECONNRESET/);
  });

  test('does not start with a certificate that is none', async () => {
    await assert.rejects(
      startServer({ settings: { TLS_CERTIFICATE: import.meta.filename, TLS_KEY: certificate.key } }),
      /listen_failed.*protocols\.test\.mjs/,
    );
  });
});

// The same questions over both protocols; each way of asking returns { status, headers, body }.
const ways = {
  'HTTP/1.1': async () => {
    const client = await wire();
    return {
      ask: (method, path, { headers = {}, body = '' } = {}) => {
        const lines = Object.entries({ ...headers, ...(body ? { 'content-length': body.length } : {}) });
        const more = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
        client.send(`${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n${body}`);
        return client.answer({ bodiless: method === 'HEAD' });
      },
      close: () => client.close(),
    };
  },
  'HTTP/2': async () => {
    const session = await openHttp2(server.url);
    return {
      ask: (method, path, { headers = {}, body } = {}) =>
        askHttp2(session, { ':method': method, ':path': path, ...headers }, body),
      close: () => session.close(),
    };
  },
};

for (const [name, open] of Object.entries(ways)) {
  describe(`errors over ${name}`, () => {
    let client;
    before(async () => (client = await open()));
    after(() => client.close());

    /** Asks, and returns the error of a document that says the same as the status. */
    async function refused(status, code, ...question) {
      const answer = await client.ask(...question);
      assert.equal(answer.status, status);
      assert.equal(answer.headers['content-type'], 'application/json');
      const { error } = JSON.parse(answer.body);
      assert.equal(error.status, status);
      assert.equal(error.code, code);
      assert.ok(error.message.length > 0);
      assert.equal(error.requestId, answer.headers['x-request-id']);
      return { ...answer, error };
    }

    test('404 for unknown paths', async () => {
      await refused(404, 'not-found', 'GET', '/api/nothing');
      await refused(404, 'not-found', 'GET', '/healthz/nothing');
      await refused(404, 'not-found', 'POST', '/nothing', { body: 'x' });
    });

    test('404 to HEAD has no body', async () => {
      const { status, body } = await client.ask('HEAD', '/api/nothing');
      assert.deepEqual({ status, body }, { status: 404, body: '' });
    });

    test('405 with the methods that are allowed', async () => {
      const { headers } = await refused(405, 'method-not-allowed', 'PUT', '/api/websites', { body: '{}' });
      assert.equal(headers.allow, 'GET, HEAD, POST, OPTIONS');
      await refused(405, 'method-not-allowed', 'BREW', '/healthz');
    });

    test('413 for a body above the limit, 400 for one at the limit', async () => {
      const body = 'x'.repeat(BODY_MAX);
      await refused(413, 'payload-too-large', 'POST', '/api/auth/login', { body: `${body}x` });
      await refused(400, 'bad-request', 'POST', '/api/auth/login', { body });
    });

    test('400 for malformed JSON and for fields at fault', async () => {
      await refused(400, 'bad-request', 'POST', '/api/auth/login', { body: '{"username":' });
      const { error } = await refused(400, 'bad-request', 'POST', '/api/auth/login', { body: '{"username":5}' });
      assert.ok(error.properties.username.errors.length > 0);
      assert.ok(error.properties.password.errors.length > 0);
    });

    test('400 for a path that is no text', async () => {
      await refused(400, 'bad-request', 'GET', '/api/%ff');
      await refused(400, 'bad-request', 'GET', '/api/heartbeat%00');
    });

    test('401 without a token', async () => {
      const { headers } = await refused(401, 'unauthorized', 'GET', '/api/me');
      assert.equal(headers['www-authenticate'], 'Bearer');
      await refused(401, 'unauthorized', 'GET', '/api/me', { headers: { authorization: 'Bearer nonsense' } });
    });

    test('CORS on the API, errors included', async () => {
      for (const path of ['/api/heartbeat', '/api/nothing', '/api/me']) {
        const { headers } = await client.ask('GET', path);
        assert.equal(headers['access-control-allow-origin'], '*');
        assert.equal(headers['cache-control'], 'no-cache');
      }
      const { headers } = await client.ask('GET', '/healthz');
      assert.equal(headers['access-control-allow-origin'], undefined);
    });

    test('OPTIONS is answered 204 with what a browser asks for', async () => {
      const { status, headers, body } = await client.ask('OPTIONS', '/api/send', {
        headers: { origin: 'https://example.com', 'access-control-request-method': 'POST' },
      });
      assert.deepEqual({ status, body }, { status: 204, body: '' });
      assert.equal(headers.allow, 'POST, OPTIONS');
      assert.equal(headers['access-control-allow-origin'], '*');
      assert.equal(headers['access-control-allow-headers'], '*, Authorization');
      assert.match(headers['access-control-allow-methods'], /\bPOST\b/);
      assert.equal(headers['access-control-max-age'], '4321');
      assert.equal(headers['content-length'], undefined);
    });
  });
}

describe('a body far above the limit', () => {
  const size = BODY_MAX + 10 * 1024 * 1024;

  test('is refused with a document before it is sent, over HTTP/1.1', async () => {
    const client = await wire();
    client.send(`POST /api/send HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n`);
    const answer = await client.answer();
    assert.equal(answer.status, 413);
    assert.equal(JSON.parse(answer.body).error.code, 'payload-too-large');
    await client.gone();
  });

  test('is refused to a client that sends all the same', async () => {
    const client = await wire();
    client.send(`POST /api/send HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n`);
    client.socket.write(Buffer.alloc(1024 * 1024));
    assert.equal((await client.answer()).status, 413);
    client.close();
  });

  test('does not take the session with it over HTTP/2', async () => {
    const session = await openHttp2(server.url);
    await assert.rejects(
      askHttp2(session, { ':method': 'POST', ':path': '/api/send' }, Buffer.alloc(size)),
      /reset|REFUSED/,
    );
    assert.deepEqual(pick(await askHttp2(session, { ':path': '/healthz' })), OK);
    session.close();
  });
});

test('the log has a line for each request, and nothing that people sent', async () => {
  const secret = 'somebody-s-secret';
  const path = `/api/websites/11111111-2222-4333-8444-555555555555/stats?email=${secret}`;
  const answer = await fetch(server.url + path, {
    headers: { 'user-agent': secret, authorization: `Bearer ${secret}`, 'x-forwarded-for': '198.51.100.77' },
  });
  const id = answer.headers.get('x-request-id');
  await fetch(`${server.url}/${secret}%2F..%2F..%2F..?${secret}`);
  await until(() => server.log.includes(id), 'the line of the request');
  const line = server.log.split('\n').find((text) => text.includes(`id=${id}`));
  assert.match(
    line,
    /level=info event=request id=\S+ method=GET route=\/api\/websites\/\{website_id\}\/stats status=401 ms=\d+\.\d+ bytes=\d+ protocol=HTTP\/1\.1$/,
  );
  assert.ok(!server.log.includes(secret));
  assert.ok(!server.log.includes('11111111-2222'));
  assert.ok(!server.log.includes('198.51.100.77'));
});

test('LOG_REQUESTS chooses which requests have a line', async () => {
  for (const [setting, wanted] of Object.entries({ all: [200, 404], errors: [404], none: [] })) {
    const other = await startServer({ settings: { LOG_REQUESTS: setting } });
    for (const path of ['/api/heartbeat', '/api/nothing']) await (await fetch(other.url + path)).text();
    await other.stop();
    const lines = other.log.split('\n').filter((line) => line.includes('event=request ') && line.includes('route=/api/h'));
    const unknown = other.log.split('\n').filter((line) => line.includes('event=request ') && line.includes('status=404'));
    const statuses = [...lines, ...unknown].map((line) => Number(/status=(\d+)/.exec(line)[1]));
    assert.deepEqual(statuses, wanted, setting);
  }
});

test('what was collected has a line at the level debug only', async () => {
  for (const level of ['info', 'debug']) {
    const other = await startServer({ settings: { LOG_LEVEL: level } });
    const website = await createWebsite(other, await login(other), { domain: 'example.org' });
    const sent = { type: 'event', payload: { website: website.id, hostname: 'example.org', url: '/' } };
    const statuses = [];
    for (const body of [sent, {}])
      statuses.push((await call(other, 'POST', '/api/send', { body, headers: { 'user-agent': 'Mozilla/5.0 Firefox/144.0' } })).status);
    assert.deepEqual(statuses, [200, 400]);
    await other.stop();
    const logged = [...other.log.matchAll(/event=request .*route=\/api\/send status=(\d+)/g)].map((line) => Number(line[1]));
    assert.deepEqual(logged, level === 'debug' ? [200, 400] : [400], level);
  }
});
