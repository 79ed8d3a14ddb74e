// Every route of the server against everybody who may ask: the access column of the route table is what happens.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { call, login, startServer } from '../support/server.mjs';

const PROGRAM = process.env.SILLAGE ?? fileURLToPath(new URL('../../build/test/sillage', import.meta.url));

/** "METHOD PATH ACCESS" a line. */
const routes = execFileSync(PROGRAM, ['--routes'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .map((line) => {
    const [method, path, access] = line.trim().split(/\s+/);
    return { method, path, access };
  });

/** Who asks: the access levels that let them in, for a website that is theirs or somebody else's. */
const ASKERS = {
  'somebody without a token': [],
  'somebody with a made-up token': [],
  'somebody whose token has expired': [],
  'somebody who has signed out': [],
  'a user who was deleted': [],
  'a view-only user, elsewhere': ['USER'],
  'a view-only user, at their own website': ['USER', 'VIEWER'],
  'a user, elsewhere': ['USER', 'CREATOR'],
  'a user, at their own website': ['USER', 'CREATOR', 'VIEWER', 'EDITOR', 'OWNER'],
  'an administrator, elsewhere': ['USER', 'CREATOR', 'VIEWER', 'EDITOR', 'OWNER', 'ADMIN'],
};
const LEVELS = ['ANYONE', 'USER', 'CREATOR', 'VIEWER', 'EDITOR', 'OWNER', 'ADMIN'];

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

const newToken = () => randomBytes(32).toString('base64url');

async function addUser(role) {
  const [{ user_id: id }] = await server.psql(
    `INSERT INTO users (user_id, username, password_hash, role) VALUES (gen_random_uuid(), $1, 'x', $2) RETURNING user_id`,
    [randomUUID(), role],
  );
  return id;
}

async function addToken(userId, lifetime = '1 day') {
  const token = newToken();
  await server.psql(`INSERT INTO tokens (token_hash, user_id, expires_at) VALUES (decode($1, 'hex'), $2, now() + $3::interval)`, [
    createHash('sha256').update(token).digest('hex'),
    userId,
    lifetime,
  ]);
  return token;
}

async function addWebsite(userId) {
  const [{ website_uuid: id }] = await server.psql(
    `WITH made AS (INSERT INTO websites (website_uuid, name, domain, user_id)
                   VALUES (gen_random_uuid(), 'Example', 'example.com', $1) RETURNING website_id, website_uuid),
          numbered AS (INSERT INTO website_numbers (website_id) SELECT website_id FROM made)
     SELECT website_uuid FROM made`,
    [userId],
  );
  return id;
}

/** A token (or none) and a website for each kind of asker, fresh for each request: some requests delete them. */
const PREPARE = {
  'somebody without a token': async (stranger) => ({ website: await addWebsite(stranger) }),
  'somebody with a made-up token': async (stranger) => ({ website: await addWebsite(stranger), token: newToken() }),
  'somebody whose token has expired': async () => {
    const user = await addUser('admin');
    return { website: await addWebsite(user), token: await addToken(user, '-1 second') };
  },
  'somebody who has signed out': async () => {
    const user = await addUser('admin');
    const token = await addToken(user);
    assert.equal((await call(server, 'POST', '/api/auth/logout', { token })).status, 200);
    return { website: await addWebsite(user), token };
  },
  'a user who was deleted': async () => {
    const user = await addUser('admin');
    await server.psql('UPDATE users SET deleted_at = now() WHERE user_id = $1', [user]);
    return { website: await addWebsite(user), token: await addToken(user) };
  },
  'a view-only user, elsewhere': async (stranger) => ({
    website: await addWebsite(stranger),
    token: await addToken(await addUser('view-only')),
  }),
  'a view-only user, at their own website': async () => {
    const user = await addUser('view-only');
    return { website: await addWebsite(user), token: await addToken(user) };
  },
  'a user, elsewhere': async (stranger) => ({
    website: await addWebsite(stranger),
    token: await addToken(await addUser('user')),
  }),
  'a user, at their own website': async () => {
    const user = await addUser('user');
    return { website: await addWebsite(user), token: await addToken(user) };
  },
  'an administrator, elsewhere': async (stranger) => ({
    website: await addWebsite(stranger),
    token: await addToken(await addUser('admin')),
  }),
};

test('the route table is read', () => {
  assert.ok(routes.length > 10);
  for (const { method, path, access } of routes) {
    assert.ok(LEVELS.includes(access), `${method} ${path} is for ${access}`);
  }
  assert.ok(routes.some(({ access }) => access === 'VIEWER') && routes.some(({ access }) => access === 'OWNER'));
});

describe('every route that asks who you are', () => {
  let stranger;
  before(async () => {
    stranger = await addUser('user');
  });

  for (const [asker, levels] of Object.entries(ASKERS)) {
    test(`treats ${asker} as its access column says`, async () => {
      for (const route of routes.filter(({ access }) => access !== 'ANYONE')) {
        const { website, token } = await PREPARE[asker](stranger);
        const path = route.path.replace('{website_id}', website);
        const { status, body } = await call(server, route.method, path, {
          token,
          body: route.method === 'POST' ? {} : undefined,
        });
        const where = `${route.method} ${route.path} (${route.access}): ${status} ${JSON.stringify(body)}`;
        assert.ok(!path.includes('{'), where);
        if (levels.includes(route.access)) {
          // let in; some then miss their parameters
          assert.ok([200, 400].includes(status), where);
        } else {
          assert.equal(status, 401, where);
          assert.equal(body.error.code, 'unauthorized', where);
        }
      }
    });
  }

  test('tells an administrator, and nobody else, that a website does not exist', async () => {
    const admin = await login(server);
    const user = await addToken(await addUser('user'));
    const about = routes.filter(({ path, access }) => path.includes('{website_id}') && access !== 'ANYONE');
    assert.ok(about.length > 5);
    for (const { method, path } of about) {
      const at = path.replace('{website_id}', randomUUID());
      assert.equal((await call(server, method, at, { token: admin })).status, 404, `${method} ${path}`);
      assert.equal((await call(server, method, at, { token: user })).status, 401, `${method} ${path}`);
    }
  });
});

describe('every route for anyone', () => {
  for (const { method, path } of routes.filter(({ access }) => access === 'ANYONE')) {
    test(`${method} ${path} asks for no token`, async () => {
      for (const token of [undefined, newToken()]) {
        const { status, body } = await call(server, method, path, { token, body: method === 'POST' ? {} : undefined });
        assert.ok(status < 500, `${status}`);
        assert.notEqual(body?.error?.code, 'unauthorized');
      }
    });
  }
});
