// Signing in and out, over HTTP.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { ask, call, login, startServer } from '../support/server.mjs';

const ADMIN_ID = '41e2b680-648e-4b09-bcd7-3e2b10c06264';
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

const signIn = (username, password) => call(server, 'POST', '/api/auth/login', { body: { username, password } });
const me = (token) => call(server, 'GET', '/api/me', { token });
const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** A user with the administrator's password. */
async function addUser(username, role = 'user') {
  await server.psql(
    `INSERT INTO users (user_id, username, password_hash, role)
     SELECT gen_random_uuid(), $1, password_hash, $2 FROM users WHERE username = 'admin'`,
    [username, role],
  );
  return login(server, username, server.adminPassword);
}

describe('logging in', () => {
  test('gives a token and the user', async () => {
    const { status, body } = await signIn('admin', server.adminPassword);
    assert.equal(status, 200);
    assert.match(body.token, /^[\w-]{43}$/);
    assert.match(body.user.createdAt, ISO_TIME);
    assert.deepEqual(body.user, {
      id: ADMIN_ID,
      username: 'admin',
      role: 'admin',
      createdAt: body.user.createdAt,
      isAdmin: true,
      teams: [],
    });
  });

  test('tells an ordinary user from an administrator', async () => {
    const { body } = await me(await addUser('plain'));
    assert.equal(body.user.role, 'user');
    assert.equal(body.user.isAdmin, false);
  });

  test('answers a wrong password and an unknown name alike', async () => {
    const answers = [await signIn('admin', 'not the password'), await signIn('nobody', server.adminPassword)];
    for (const { status, body } of answers) {
      assert.equal(status, 401);
      assert.equal(body.error.code, 'incorrect-username-password');
      assert.equal(body.error.status, 401);
    }
    assert.equal(answers[0].body.error.message, answers[1].body.error.message);
  });

  test('takes as long for an unknown name as for a wrong password', async () => {
    const time = async (username) => {
      const began = performance.now();
      await signIn(username, 'not the password');
      return performance.now() - began;
    };
    const known = [];
    const unknown = [];
    for (let i = 0; i < 7; i++) {
      known.push(await time('admin'));
      unknown.push(await time('nobody'));
    }
    const ratio = median(unknown) / median(known);
    assert.ok(ratio > 0.5 && ratio < 2, `unknown names take ${ratio} times as long`);
  });

  test('names every field that is missing or wrong', async () => {
    const { status, body } = await call(server, 'POST', '/api/auth/login', { body: { password: 5 } });
    assert.equal(status, 400);
    assert.deepEqual(Object.keys(body.error.properties).sort(), ['password', 'username']);
  });

  test('refuses a body that is no JSON', async () => {
    const answer = await fetch(`${server.url}/api/auth/login`, { method: 'POST', body: 'username=admin' });
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).error.code, 'bad-request');
  });

  test('takes a bcrypt hash that came from Umami', async () => {
    await server.psql(
      `INSERT INTO users (user_id, username, password_hash, role) VALUES (gen_random_uuid(), 'moved', $1, 'user')`,
      ['$2b$04$abcdefghijklmnopqrstuuQdZ4lv3HSaUTjMjVV0l1my19NV5IL6e'],
    );
    assert.equal((await signIn('moved', 'umami migrated')).status, 200);
    assert.equal((await signIn('moved', 'umami migrate')).status, 401);
  });

  test('does not let a deleted user in', async () => {
    await addUser('leaver');
    await server.psql(`UPDATE users SET deleted_at = now() WHERE username = 'leaver'`);
    assert.equal((await signIn('leaver', server.adminPassword)).status, 401);
  });

  test('leaves workers for others however many try', async () => {
    const token = await login(server);
    const flood = Array.from({ length: 40 }, () => signIn('admin', 'not the password'));
    const meanwhile = await Promise.all(Array.from({ length: 10 }, () => me(token)));
    const answers = await Promise.all(flood);
    assert.deepEqual(new Set(meanwhile.map(({ status }) => status)), new Set([200]));
    const refused = answers.filter(({ status }) => status === 503);
    assert.ok(refused.length > 0, 'nobody was told to come back');
    assert.ok(refused.every(({ headers }) => headers.get('retry-after') === '1'));
    assert.equal(answers.length - refused.length, answers.filter(({ status }) => status === 401).length);
    assert.equal((await signIn('admin', server.adminPassword)).status, 200);
  });
});

describe('a token', () => {
  test('is stored as its hash only', async () => {
    const token = await login(server);
    const digest = createHash('sha256').update(token).digest('hex');
    const rows = await server.psql(`SELECT user_id FROM tokens WHERE token_hash = decode($1, 'hex')`, [digest]);
    assert.deepEqual(rows, [{ user_id: ADMIN_ID }]);
    assert.ok(!JSON.stringify(await server.psql('SELECT * FROM tokens')).includes(token));
  });

  test('stays out of the log', async () => {
    const token = await login(server);
    await me(token);
    assert.ok(!server.log.includes(token));
  });

  test('shows who holds it', async () => {
    const token = await login(server);
    const { status, body } = await me(token);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      token,
      authType: 'session',
      shareToken: null,
      user: { id: ADMIN_ID, username: 'admin', role: 'admin', createdAt: body.user.createdAt, isAdmin: true },
    });
    assert.match(body.user.createdAt, ISO_TIME);
  });

  test('is verified by POST only', async () => {
    const token = await login(server);
    const { status, body } = await call(server, 'POST', '/api/auth/verify', { token });
    assert.equal(status, 200);
    assert.deepEqual({ ...body, createdAt: null }, {
      id: ADMIN_ID,
      username: 'admin',
      role: 'admin',
      createdAt: null,
      isAdmin: true,
      teams: [],
    });
    assert.equal((await call(server, 'GET', '/api/auth/verify', { token })).status, 405);
  });

  test('is the second word of the header, whatever the first one is', async () => {
    const token = await login(server);
    for (const scheme of ['Bearer', 'bearer', 'Token']) {
      const { status } = await call(server, 'GET', '/api/me', { headers: { authorization: `${scheme} ${token}` } });
      assert.equal(status, 200, scheme);
    }
    for (const header of [token, 'Bearer', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, 'Bearer é']) {
      const { status } = await call(server, 'GET', '/api/me', {
        headers: { authorization: Buffer.from(header).toString('latin1') },
      });
      assert.equal(status, 401, header);
    }
  });

  test('ends with logging out, and no other does', async () => {
    const [one, other] = [await login(server), await login(server)];
    assert.deepEqual(await ask(server, 'POST', '/api/auth/logout', { token: one }), { ok: true });
    assert.equal((await me(one)).status, 401);
    assert.equal((await call(server, 'POST', '/api/auth/logout', { token: one })).status, 401);
    assert.equal((await me(other)).status, 200);
  });

  test('lasts as many days as TOKEN_DAYS says', async () => {
    await login(server);
    const [{ days }] = await server.psql(
      `SELECT extract(epoch FROM expires_at - created_at) / 86400 AS days FROM tokens ORDER BY created_at DESC LIMIT 1`,
    );
    assert.equal(days, 30);
  });

  test('ends when its time is up, and is then deleted', async () => {
    const token = await login(server);
    const digest = createHash('sha256').update(token).digest('hex');
    await server.psql(`UPDATE tokens SET expires_at = now() WHERE token_hash = decode($1, 'hex')`, [digest]);
    const { status, body } = await me(token);
    assert.equal(status, 401);
    assert.equal(body.error.code, 'unauthorized');
    await login(server);
    assert.deepEqual(await server.psql('SELECT * FROM tokens WHERE expires_at <= now()'), []);
  });

  test('ends with its user', async () => {
    const token = await addUser('short-lived');
    assert.equal((await me(token)).status, 200);
    await server.psql(`UPDATE users SET deleted_at = now() WHERE username = 'short-lived'`);
    assert.equal((await me(token)).status, 401);
  });

  test('has its use noted once an hour', async () => {
    const token = await login(server);
    const digest = createHash('sha256').update(token).digest('hex');
    const set = (age) =>
      server.psql(`UPDATE tokens SET used_at = now() - $2::interval WHERE token_hash = decode($1, 'hex')`, [digest, age]);
    const minutes = async () => {
      const [{ age }] = await server.psql(
        `SELECT round(extract(epoch FROM now() - used_at) / 60) AS age FROM tokens WHERE token_hash = decode($1, 'hex')`,
        [digest],
      );
      return age;
    };
    await set('59 minutes');
    await me(token);
    assert.equal(await minutes(), 59);
    await set('61 minutes');
    const answers = await Promise.all(Array.from({ length: 8 }, () => me(token)));
    assert.ok(answers.every(({ status }) => status === 200));
    assert.equal(await minutes(), 0);
    await set('61 minutes');
    await call(server, 'POST', '/api/auth/verify', { token });
    assert.equal(await minutes(), 0);
  });
});

describe('the first administrator', () => {
  test('keeps the password when ADMIN_PASSWORD changes', async () => {
    const second = await startServer({
      database: server.database,
      settings: { ADMIN_PASSWORD: 'another password' },
    });
    try {
      assert.equal((await signIn('admin', server.adminPassword)).status, 200);
      assert.equal((await signIn('admin', 'another password')).status, 401);
    } finally {
      await second.stop();
    }
  });
});
