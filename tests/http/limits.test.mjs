// What the server does when there is too much of something, when something is away, and when it is told to stop.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectHttp2, constants } from 'node:http2';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, createWebsite, login, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';
import { holdTokens } from './support/hold.mjs';
import { startBetween } from './support/between.mjs';
import { Wire, askHttp2, makeCertificate, metric, openHttp2, until, within } from './support/wire.mjs';

const PROGRAM = process.env.SILLAGE ?? new URL('../../build/test/sillage', import.meta.url).pathname;
const REQUEST = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0';

const queued = (server) => metric(server.url, 'sillage_workers_queued');
const busy = (server) => metric(server.url, 'sillage_workers_busy');

/** Waits until the process has ended by itself: a second signal would be one too many. */
const gone = (server) =>
  until(() => {
    try {
      return !process.kill(server.pid, 0);
    } catch {
      return true;
    }
  }, 'the end of the process');

const ended = (child) => (child.exitCode !== null ? child.exitCode : once(child, 'exit').then(([code]) => code));

describe('slow clients', () => {
  const TIMEOUT_MS = 300;
  let certificate;
  let server;
  before(async () => {
    certificate = makeCertificate();
    server = await startServer({
      settings: {
        REQUEST_TIMEOUT_MS: String(TIMEOUT_MS),
        STATEMENT_TIMEOUT_MS: '1000',
        TLS_CERTIFICATE: certificate.certificate,
        TLS_KEY: certificate.key,
      },
    });
  });
  after(async () => {
    await server?.stop();
    certificate?.remove();
  });

  for (const [name, sent] of Object.entries({
    'that send nothing': '',
    'that send half a header': 'GET /healthz HTTP/1.1\r\nHost:',
    'that send half a body': 'POST /api/send HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{',
    'that are idle after a request': REQUEST,
    'that send the HTTP/2 preface and no more': PREFACE,
  }))
    test(`${name} are cut`, async () => {
      const client = await Wire.open(server.port);
      const began = Date.now();
      if (sent) client.send(sent);
      await client.gone();
      assert.ok(Date.now() - began >= TIMEOUT_MS - 50);
    });

  test('that send a header bit by bit are cut', async () => {
    const client = await Wire.open(server.port);
    client.send('GET /healthz HTTP/1.1\r\n');
    const drip = setInterval(() => client.send('X: y\r\n'), 50);
    await client.gone();
    clearInterval(drip);
  });

  test('that only ping over HTTP/2 are cut', async () => {
    const session = await openHttp2(server.url);
    const drip = setInterval(() => !session.destroyed && session.ping(() => {}), 50);
    await within(once(session, 'close'), 'the session being cut');
    clearInterval(drip);
  });

  test('that do not take an answer are cut, whatever else they ask for', async () => {
    const session = await openHttp2(server.url, { settings: { initialWindowSize: 0 } });
    const closed = once(session, 'close');
    session.request({ ':path': '/metrics' }).on('error', () => {});
    const others = setInterval(() => {
      if (!session.destroyed) session.request({ ':method': 'HEAD', ':path': '/healthz' }).on('error', () => {}).resume();
    }, 50);
    await within(closed, 'the session being cut', 5000);
    clearInterval(others);
  });

  test('that send a body bit by bit over HTTP/2 are cut', async () => {
    const session = await openHttp2(server.url);
    const stream = session.request({ ':method': 'POST', ':path': '/api/send' });
    stream.on('error', () => {});
    const drip = setInterval(() => !stream.destroyed && stream.write('x'), 50);
    await within(once(session, 'close'), 'the session being cut');
    clearInterval(drip);
    assert.ok((await metric(server.url, 'sillage_connections_cut_total')) > 0);
  });
});

describe('too much', () => {
  test('a full queue is answered 503 at once, and what was taken is answered', async () => {
    const server = await startServer({ settings: { WORKERS: '1', QUEUE_MAX: '2' } });
    const token = await login(server);
    const lock = await holdTokens(server);
    const taken = [call(server, 'GET', '/api/me', { token })];
    await until(async () => (await busy(server)) === 1, 'a busy worker');
    taken.push(call(server, 'GET', '/api/me', { token }), call(server, 'GET', '/api/me', { token }));
    await until(async () => (await queued(server)) === 2, 'a full queue');
    const refused = await call(server, 'GET', '/api/me', { token });
    assert.equal(refused.status, 503);
    assert.equal(refused.headers.get('retry-after'), '1');
    assert.equal(refused.body.error.code, 'unavailable');
    const session = await openHttp2(server.url);
    const { status, headers } = await askHttp2(session, { ':path': '/api/me', authorization: `Bearer ${token}` });
    assert.equal(status, 503);
    assert.equal(headers['retry-after'], '1');
    session.close();
    assert.equal((await fetch(`${server.url}/api/heartbeat`)).status, 200);
    await lock.release();
    for (const answer of await Promise.all(taken)) assert.equal(answer.status, 200);
    assert.equal(await metric(server.url, 'sillage_requests_refused_total'), 2);
    await server.stop();
  });

  test('requests that are out are bounded, whatever the queue holds', async () => {
    const server = await startServer({ settings: { WORKERS: '1', OUTSTANDING_MAX: '3' } });
    const token = await login(server);
    const lock = await holdTokens(server);
    const taken = Array.from({ length: 3 }, () => call(server, 'GET', '/api/me', { token }));
    await until(async () => (await metric(server.url, 'sillage_requests_outstanding')) === 3, 'three out');
    assert.equal((await call(server, 'GET', '/api/me', { token })).status, 503);
    await lock.release();
    for (const answer of await Promise.all(taken)) assert.equal(answer.status, 200);
    await server.stop();
  });

  test('connections above the limit take the place of those that are idle the longest', async () => {
    const server = await startServer({ settings: { CONNECTIONS_MAX: '2', LOOPS: '1' } });
    const first = await Wire.open(server.port);
    assert.equal((await first.send(REQUEST).answer()).status, 200);
    const second = await Wire.open(server.port);
    assert.equal((await second.send(REQUEST).answer()).status, 200);
    const third = await Wire.open(server.port);
    assert.equal((await third.send(REQUEST).answer()).status, 200);
    await first.gone();
    second.close();
    third.close();
    await server.stop();
  });

  test('connections above the limit wait for their turn while all of them are busy', async () => {
    const server = await startServer({ settings: { CONNECTIONS_MAX: '2', LOOPS: '1' } });
    const token = await login(server);
    const lock = await holdTokens(server);
    const ask = `GET /api/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    const busyOnes = [await Wire.open(server.port), await Wire.open(server.port)];
    for (const client of busyOnes) client.send(ask);
    const waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await until(async () => (await server.psql(waiting))[0].count === 2, 'two that are busy');
    const third = await Wire.open(server.port);
    const answered = third.send(REQUEST).answer();
    assert.ok(await Promise.race([answered.then(() => false), sleep(300, true)]), 'it must wait');
    await lock.release();
    for (const client of busyOnes) assert.equal((await client.answer()).status, 200);
    assert.equal((await within(answered, 'the third answer', 5000)).status, 200);
    for (const client of [...busyOnes, third]) client.close();
    await server.stop();
  });

  test('without descriptors it rests, and goes on when there are some', async () => {
    const server = await startServer();
    const limit = (count) => execFileSync('prlimit', ['--pid', String(server.pid), `--nofile=${count}:`]);
    limit(8);
    const client = await Wire.open(server.port);
    const answered = client.send(REQUEST).answer();
    const cpu = () => {
      const fields = execFileSync('cat', [`/proc/${server.pid}/stat`], { encoding: 'utf8' }).split(' ');
      return Number(fields[13]) + Number(fields[14]); // hundredths of a second
    };
    const before = cpu();
    assert.equal(await Promise.race([answered, sleep(1000, 'waiting')]), 'waiting');
    assert.ok(cpu() - before < 30, 'it must not spin');
    limit(1024);
    assert.equal((await answered).status, 200);
    client.close();
    await server.stop();
  });

  test('HTTP/2 requests that are reset at once get their connection cut', async () => {
    const server = await startServer({ settings: { WORKERS: '1' } });
    const token = await login(server);
    const lock = await holdTokens(server);
    const session = connectHttp2(server.url);
    session.on('error', () => {});
    const cut = within(once(session, 'close'), 'the session being cut');
    const ask = () => {
      if (session.destroyed || session.closed) return;
      for (let i = 0; i < 20; i++) {
        const stream = session.request({ ':path': '/api/me', authorization: `Bearer ${token}` });
        stream.on('error', () => {});
        setImmediate(() => stream.close(constants.NGHTTP2_CANCEL));
      }
    };
    const flood = setInterval(ask, 5);
    await cut;
    clearInterval(flood);
    assert.ok((await metric(server.url, 'sillage_requests_abandoned_total')) <= 1000);
    await lock.release();
    assert.equal((await call(server, 'GET', '/api/me', { token })).status, 200);
    await until(async () => (await metric(server.url, 'sillage_requests_outstanding')) === 0, 'nothing left out');
    assert.equal(await server.stop(), 0);
  });

  test('so do requests that are answered at once and reset before the answer is sent', async () => {
    const server = await startServer({ settings: { LOG_REQUESTS: 'none' } });
    const session = await openHttp2(server.url);
    const closed = once(session, 'close');
    for (let i = 0; i < 400; i++) {
      const stream = session.request({ ':path': '/metrics' });
      stream.on('error', () => {});
      stream.close(constants.NGHTTP2_CANCEL);
    }
    await within(closed, 'the connection being cut', 3000);
    assert.equal(await metric(server.url, 'sillage_connections_cut_total'), 1);
    await server.stop();
  });

  test('answers that are taken cost a connection nothing, with or without a body', async () => {
    const server = await startServer({ settings: { LOG_REQUESTS: 'none' } });
    const session = await openHttp2(server.url);
    for (let i = 0; i < 130; i++) {
      const path = ['/metrics', '/', '/healthz', '/api/nothing'][i % 4];
      const method = ['GET', 'HEAD', 'OPTIONS'][i % 3];
      await askHttp2(session, { ':path': path, ':method': method });
    }
    assert.ok(!session.closed);
    assert.equal(await metric(server.url, 'sillage_connections_cut_total'), 0);
    session.close();
    await server.stop();
  });

  test('frames that libh2o complains about do not fill the log', async () => {
    const server = await startServer();
    const client = await Wire.open(server.port);
    const frame = Buffer.from([0, 0, 0, 0xee, 0, 0, 0, 0, 0]);
    client.send(PREFACE);
    client.socket.write(Buffer.concat(Array.from({ length: 20_000 }, () => frame)));
    await until(() => server.log.includes('event=library_messages'), 'a line about it');
    await fetch(`${server.url}/healthz`);
    assert.ok(server.log.length < 20_000, `${server.log.length} bytes of log`);
    assert.ok(!server.log.includes('skipping frame'));
    client.close();
    await server.stop();
  });
});

describe('one address', () => {
  const BODY = { type: 'event', payload: { website: '00000000-0000-4000-8000-000000000000', url: '/' } };
  const settings = { EVENTS_RATE: '2', EVENTS_BURST: '5', LOGINS_RATE: '6', LOGINS_BURST: '3' };
  let server;
  before(async () => (server = await startServer({ settings })));
  after(() => server?.stop());

  const as = (address) => ({ 'user-agent': FIREFOX, ...(address === null ? {} : { 'x-forwarded-for': address }) });
  const send = (address, body = BODY, path = '/api/send') => call(server, 'POST', path, { body, headers: as(address) });
  const tryPassword = (address, password) =>
    call(server, 'POST', '/api/auth/login', { body: { username: 'admin', password }, headers: as(address) });
  const statuses = async (count, ask) => {
    const answers = [];
    for (let i = 0; i < count; i++) answers.push((await ask()).status);
    return answers;
  };

  test('may send so many events at once, and is told when the next may come', async () => {
    const began = Date.now();
    assert.deepEqual(await statuses(5, () => send('192.0.2.1')), Array(5).fill(400)); // no such website
    let refused = await send('192.0.2.1');
    while (refused.status !== 429 && Date.now() - began < 5000) refused = await send('192.0.2.1');
    assert.equal(refused.status, 429);
    assert.equal(refused.body.error.code, 'too-many-requests');
    const seconds = Number(refused.headers.get('retry-after'));
    assert.equal(seconds, 1);
    assert.equal((await send('192.0.2.2')).status, 400, 'another address is not concerned');
    await sleep(1000 * seconds);
    assert.equal((await send('192.0.2.1')).status, 400);
    assert.ok((await metric(server.url, 'sillage_http_requests_total', 'route="/api/send",status="429"')) > 0);
  });

  test('owes what a batch holds above the limit', async () => {
    const batch = Array(45).fill(BODY);
    assert.equal((await send('192.0.2.3', batch, '/api/batch')).status, 200);
    const refused = await send('192.0.2.3');
    assert.equal(refused.status, 429);
    const seconds = Number(refused.headers.get('retry-after'));
    assert.ok(seconds >= 15 && seconds <= 21, `${seconds} s for 41 events at two a second`);
  });

  test('is an IPv6 network of 64 bits', async () => {
    let count = 0;
    const answers = await statuses(12, () => send(`2001:db8::${++count}`));
    assert.ok(answers.includes(429));
    assert.equal((await send('2001:db8:0:1::1')).status, 400);
  });

  test('of a trusted proxy that speaks for itself is not limited', async () => {
    assert.deepEqual(await statuses(12, () => send(null)), Array(12).fill(400));
    assert.deepEqual(await statuses(5, () => tryPassword(null, 'wrong')), Array(5).fill(401));
  });

  test('may fail to log in a few times, and succeed as often as it likes', async () => {
    assert.deepEqual(await statuses(5, () => tryPassword('192.0.2.4', server.adminPassword)), Array(5).fill(200));
    assert.deepEqual(await statuses(3, () => tryPassword('192.0.2.4', 'wrong')), Array(3).fill(401));
    const refused = await tryPassword('192.0.2.4', server.adminPassword);
    assert.equal(refused.status, 429);
    const seconds = Number(refused.headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= 10, `${seconds} s`);
    assert.equal((await tryPassword('192.0.2.5', server.adminPassword)).status, 200);
  });
});

describe('one user name', () => {
  let server;
  before(async () => (server = await startServer({ settings: { LOGINS_PER_USER: '4' } })));
  after(() => server?.stop());

  const tryPassword = (address, password, username = 'admin') =>
    call(server, 'POST', '/api/auth/login', { body: { username, password }, headers: { 'x-forwarded-for': address } });
  /** The statuses of `count` tries, each from an address of its own. */
  const guess = async (count, network, username) => {
    const statuses = [];
    for (let i = 1; i <= count; i++) statuses.push((await tryPassword(`${network}.${i}`, 'wrong', username)).status);
    return statuses;
  };

  test('is not used up by logins that succeed', async () => {
    for (let i = 1; i <= 6; i++) {
      assert.equal((await tryPassword(`198.51.100.${i}`, server.adminPassword)).status, 200);
    }
  });

  test('is guessed at a few times only, from however many addresses, and its user gets in as ever', async () => {
    assert.equal((await tryPassword('198.51.100.1', server.adminPassword)).status, 200);
    assert.deepEqual(await guess(6, '192.0.2'), [401, 401, 401, 401, 429, 429]);
    const refused = await tryPassword('192.0.2.9', server.adminPassword);
    assert.equal(refused.status, 429, 'even with the right password, which nobody is told');
    assert.equal(refused.body.error.code, 'too-many-requests');
    const seconds = Number(refused.headers.get('retry-after'));
    assert.ok(seconds > 800 && seconds <= 900, `${seconds} s at four an hour`);
    for (const _ of Array(3)) {
      assert.equal((await tryPassword('198.51.100.1', 'mistyped')).status, 401);
      assert.equal((await tryPassword('198.51.100.1', server.adminPassword)).status, 200);
    }
  });

  test('is limited whether there is such a user or not, and apart from others', async () => {
    assert.deepEqual(await guess(5, '203.0.113', 'nobody'), [401, 401, 401, 401, 429]);
    assert.equal((await tryPassword('203.0.113.1', 'wrong', 'somebody')).status, 401);
  });
});

describe('clients that leave', () => {
  test('are noticed, and what nobody waits for is not run', async () => {
    const server = await startServer({ settings: { WORKERS: '1' } });
    const token = await login(server);
    const authorization = `Bearer ${token}`;
    const lock = await holdTokens(server);
    const session = await openHttp2(server.url);
    const streams = Array.from({ length: 5 }, () => session.request({ ':path': '/api/me', authorization }));
    for (const stream of streams) stream.on('error', () => {});
    await until(async () => (await metric(server.url, 'sillage_requests_outstanding')) === 5, 'five out');
    session.destroy();
    await until(async () => (await metric(server.url, 'sillage_requests_abandoned_total')) === 5, 'five abandoned');
    const plain = await Wire.open(server.port);
    plain.send(`GET /api/me HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`);
    await until(async () => (await metric(server.url, 'sillage_requests_outstanding')) === 6, 'one more');
    plain.close();
    await lock.release();
    await until(async () => (await metric(server.url, 'sillage_requests_outstanding')) === 0, 'all of them back');
    assert.equal(await metric(server.url, 'sillage_http_requests_total', 'status="499"'), 5);
    await until(() => /route=\/api\/me status=499 .*protocol=HTTP\/2/.test(server.log), 'a line about them');
    assert.equal((await call(server, 'GET', '/api/me', { token })).status, 200);
    assert.equal(await server.stop(), 0);
  });
});

describe('a database that is away', () => {
  test('makes 503 and not ready, and is found again without a restart', async () => {
    const between = await startBetween();
    const server = await startServer({ env: between.env });
    const token = await login(server);
    const ready = async () => (await fetch(`${server.url}/readyz`)).status;
    assert.equal(await ready(), 200);
    between.cut();
    const refused = await call(server, 'GET', '/api/me', { token });
    assert.equal(refused.status, 503);
    assert.equal(refused.headers.get('retry-after'), '1');
    await until(async () => (await ready()) === 503, 'not ready');
    assert.equal(await metric(server.url, 'sillage_database_up'), 0);
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    assert.equal((await fetch(`${server.url}/api/heartbeat`)).status, 200);
    between.mend();
    await until(async () => (await ready()) === 200, 'ready again');
    assert.equal(await metric(server.url, 'sillage_database_up'), 1);
    await until(async () => (await call(server, 'GET', '/api/me', { token })).status === 200, 'answers again');
    between.close();
    await server.stop();
  });

  test('that falls silent is noticed, and asked again over another connection', async () => {
    const between = await startBetween();
    const settings = { STATEMENT_TIMEOUT_MS: '1000', REQUEST_TIMEOUT_MS: '1000' };
    const server = await startServer({ env: between.env, settings });
    const token = await login(server);
    between.hush(); // for the connections that are open
    const answer = await within(call(server, 'GET', '/api/me', { token }), 'an answer', 8000);
    assert.equal(answer.status, 200);
    await until(() => server.log.includes('event=database_silent'), 'a line about it');
    between.close();
    await server.stop();
  });

  test('a database that only reads goes on answering, and what must write is answered 503', async () => {
    const server = await startServer({ settings: { WORKERS: '1' } });
    const token = await login(server);
    const website = await createWebsite(server, token);
    const payload = { website: website.id, url: '/' };
    const headers = { 'user-agent': FIREFOX };
    const send = () => call(server, 'POST', '/api/send', { body: { type: 'event', payload }, headers });
    const setReadOnly = (value) =>
      server.psql(
        `BEGIN READ WRITE; UPDATE tokens SET used_at = NULL;
         ALTER DATABASE ${server.database} SET default_transaction_read_only = ${value}; COMMIT;
         SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    assert.equal((await send()).status, 200);
    await setReadOnly('on');
    assert.equal((await call(server, 'GET', '/api/me', { token })).status, 200);
    for (const refused of [
      await call(server, 'POST', '/api/websites', { token, body: { name: 'Second', domain: 'example.org' } }),
      await send(),
    ]) {
      assert.equal(refused.status, 503);
      assert.equal(refused.headers.get('retry-after'), '1');
    }
    await setReadOnly('off');
    assert.equal((await send()).status, 200);
    assert.equal((await call(server, 'GET', '/api/me', { token })).status, 200);
    await server.stop();
  });

  // The first request of a connection prepares a statement, which waits here; the second one prepares it once more.
  test('a statement that takes too long is answered 503', async () => {
    const server = await startServer({ settings: { STATEMENT_TIMEOUT_MS: '200', WORKERS: '1' } });
    const token = await login(server);
    const lock = await holdTokens(server);
    assert.equal((await call(server, 'GET', '/api/me', { token })).status, 503);
    await lock.release();
    assert.equal((await call(server, 'GET', '/api/me', { token })).status, 200);
    await server.stop();
  });
});

describe('stopping', () => {
  test('answers what is in flight, tells the clients, and loses nothing', async () => {
    const server = await startServer();
    const token = await login(server);
    const lock = await holdTokens(server);
    const held = Array.from({ length: 4 }, () => call(server, 'GET', '/api/me', { token }));
    const session = await openHttp2(server.url);
    let told = false;
    session.on('goaway', () => (told = true));
    held.push(askHttp2(session, { ':path': '/api/me', authorization: `Bearer ${token}` }));
    await until(async () => (await metric(server.url, 'sillage_requests_outstanding')) === 5, 'five out');
    const idle = await Wire.open(server.port);
    assert.equal((await idle.send(REQUEST).answer()).status, 200);
    process.kill(server.pid, 'SIGTERM');
    await idle.gone('the idle connection being closed');
    await until(() => told, 'GOAWAY');
    await assert.rejects(fetch(`${server.url}/healthz`), 'it must not accept any more');
    await lock.release();
    for (const { status } of await Promise.all(held)) assert.equal(status, 200);
    session.close();
    await gone(server);
    assert.equal(await server.stop(), 0);
    assert.match(server.log, /event=stopped/);
  });

  test('under load every request is answered or its connection was closed before it', async () => {
    const server = await startServer();
    const token = await login(server);
    let answered = 0;
    let stopping = false;
    const failures = [];
    const clients = Array.from({ length: 16 }, async (_, number) => {
      const client = await Wire.open(server.port);
      const path = number % 2 ? '/api/me' : '/api/heartbeat';
      const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`;
      for (;;) {
        client.send(request);
        const answer = await client.answer().catch((error) => error);
        if (answer instanceof Error) failures.push(answer);
        if (answer instanceof Error || answer.headers.connection === 'close') break;
        assert.equal(answer.status, 200);
        answered++;
      }
      assert.ok(stopping);
    });
    await until(() => answered > 200, 'some load');
    stopping = true;
    process.kill(server.pid, 'SIGTERM');
    await Promise.all(clients);
    assert.deepEqual(failures, []);
    await gone(server);
    assert.equal(await server.stop(), 0);
  });

  test('ends by force when something does not end', async () => {
    const server = await startServer({ settings: { SHUTDOWN_TIMEOUT_MS: '300' } });
    const token = await login(server);
    const lock = await holdTokens(server);
    const held = call(server, 'GET', '/api/me', { token }).catch((error) => error);
    await until(async () => (await busy(server)) === 1, 'a busy worker');
    const began = Date.now();
    process.kill(server.pid, 'SIGTERM');
    assert.ok((await held) instanceof Error);
    await until(() => server.log.includes('event=stop_forced reason=timeout'), 'the end by force');
    assert.ok(Date.now() - began < 5000);
    await gone(server);
    await lock.release();
    assert.equal(await server.stop(), 1);
  });

  test('a second signal ends it at once', async () => {
    const server = await startServer({ settings: { SHUTDOWN_TIMEOUT_MS: '60000' } });
    const token = await login(server);
    const lock = await holdTokens(server);
    const held = call(server, 'GET', '/api/me', { token }).catch((error) => error);
    await until(async () => (await busy(server)) === 1, 'a busy worker');
    process.kill(server.pid, 'SIGINT');
    await until(() => server.log.includes('event=stopping signal=INT'), 'the first signal');
    process.kill(server.pid, 'SIGTERM');
    await until(() => server.log.includes('event=stop_forced reason=signal'), 'the end by force');
    assert.ok((await held) instanceof Error);
    await lock.release();
    assert.equal(await server.stop(), 1);
  });
});

describe('the program', () => {
  const run = (args, env = {}) =>
    new Promise((resolve) => {
      const child = execFile(PROGRAM, args, { env: { ...process.env, ...env } }, async (_, stdout, stderr) =>
        resolve({ status: await ended(child), stdout, stderr }),
      );
    });

  test('--healthcheck tells a server that lives from one that does not, TLS or not', async () => {
    const certificate = makeCertificate();
    const settings = { TLS_CERTIFICATE: certificate.certificate, TLS_KEY: certificate.key };
    const server = await startServer({ settings });
    const env = { PORT: String(server.port) };
    assert.equal((await run(['--healthcheck'], env)).status, 0);
    assert.equal((await run(['--healthcheck'], { ...env, HOST: '127.0.0.1' })).status, 0);
    await server.stop();
    assert.equal((await run(['--healthcheck'], env)).status, 1);
    certificate.remove();
  });

  test('--routes lists the API', async () => {
    const { status, stdout } = await run(['--routes']);
    assert.equal(status, 0);
    const lines = stdout.trim().split('\n');
    for (const line of lines) assert.match(line, /^(GET|POST|PUT|DELETE) \/[\w{}/-]+ (ANYONE|USER|CREATOR|VIEWER|EDITOR|OWNER|ADMIN)$/);
    assert.ok(lines.includes('GET /api/websites/{website_id}/stats VIEWER'));
  });

  test('--help names every setting, --version the version, anything else is refused', async () => {
    assert.match((await run(['--help'])).stdout, /SHUTDOWN_TIMEOUT_MS/);
    assert.match((await run(['--version'])).stdout, /^sillage \d+\.\d+\.\d+\n$/);
    assert.equal((await run(['--nonsense'])).status, 2);
    const wrong = await run([], { PORT: 'many' });
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /PORT/);
  });

  test('says so when its port is taken', async () => {
    const server = await startServer();
    const second = await run([], {
      PORT: String(server.port),
      HOST: '127.0.0.1',
      PGDATABASE: server.database,
      SHARE_DIR: process.env.SHARE_DIR ?? new URL('../../build/test/share', import.meta.url).pathname,
    });
    assert.equal(second.status, 1);
    assert.match(second.stderr, /event=listen_failed reason=".*in use"/);
    await server.stop();
  });
});
