// Every route of the server against everybody who may ask: the access column of the route table is what happens.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { call, login, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';

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
const IDS = ['website_id', 'link_id', 'pixel_id', 'report_id', 'funnel_id', 'goal_id'];
const LEVELS = ['ANYONE', 'USER', 'CREATOR', 'VIEWER', 'EDITOR', 'OWNER', 'ADMIN'];

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

const newToken = () => randomBytes(32).toString('base64url');

const KEPT = [
  ['report_id', 'utm', {}],
  ['funnel_id', 'funnel', { window: 1, steps: ['/a', '/b'].map((value) => ({ type: 'path', value })) }],
  ['goal_id', 'goal', { type: 'path', value: '/a' }],
];

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

/** A website of a user's with what is kept of it, a link and a pixel: their ids under the names that paths give them. */
async function addMeasured(userId) {
  const rows = await server.psql(
    `WITH made AS (INSERT INTO websites (website_uuid, kind, name, slug, url, user_id)
                   SELECT gen_random_uuid(), kind, 'Example', nullif(slug, ''), nullif(url, ''), $1
                     FROM (VALUES ('website', '', ''), ('link', $2, 'https://example.com/'), ('pixel', $2, '')) AS m (kind, slug, url)
                   RETURNING website_id, website_uuid, kind),
          numbered AS (INSERT INTO website_numbers (website_id) SELECT website_id FROM made),
          saved AS (INSERT INTO segments (segment_id, website_id, type, name, parameters)
                    SELECT gen_random_uuid(), website_id, 'segment', 'Example', '{}' FROM made WHERE kind = 'website'
                    RETURNING segment_id)
     SELECT website_uuid, kind FROM made UNION ALL SELECT segment_id, 'segment' FROM saved`,
    [userId, randomBytes(8).toString('hex')],
  );
  const ids = Object.fromEntries(rows.map(({ website_uuid: id, kind }) => [`${kind}_id`, id]));
  for (const [name, type, parameters] of KEPT) {
    const [{ report_id: id }] = await server.psql(
      `INSERT INTO saved_reports (report_id, website_id, user_id, type, name, parameters)
       SELECT gen_random_uuid(), website_id, $1, $2, 'Example', $3 FROM websites WHERE website_uuid = $4
       RETURNING report_id`,
      [userId, type, JSON.stringify(parameters), ids.website_id],
    );
    ids[name] = id;
  }
  return ids;
}

/** A visitor of a website and what they did there, sent as a tag sends it: their ids under the names that paths give them. */
async function addVisitor(websiteId) {
  const { body } = await call(server, 'POST', '/api/send', {
    headers: { 'user-agent': FIREFOX },
    body: { type: 'event', payload: { website: websiteId, url: '/' } },
  });
  return { session_id: body.sessionId, event_id: randomUUID() };
}

/** The path of a route with the ids in it. */
const pathWith = (path, ids) => path.replace(/\{(\w+)\}/g, (name, key) => ids[key] ?? name);

/** A token (or none) and what is measured for each kind of asker, fresh for each request: some requests delete them. */
const PREPARE = {
  'somebody without a token': async (stranger) => ({ measured: await addMeasured(stranger) }),
  'somebody with a made-up token': async (stranger) => ({ measured: await addMeasured(stranger), token: newToken() }),
  'somebody whose token has expired': async () => {
    const user = await addUser('admin');
    return { measured: await addMeasured(user), token: await addToken(user, '-1 second') };
  },
  'somebody who has signed out': async () => {
    const user = await addUser('admin');
    const token = await addToken(user);
    assert.equal((await call(server, 'POST', '/api/auth/logout', { token })).status, 200);
    return { measured: await addMeasured(user), token };
  },
  'a user who was deleted': async () => {
    const user = await addUser('admin');
    await server.psql('UPDATE users SET deleted_at = now() WHERE user_id = $1', [user]);
    return { measured: await addMeasured(user), token: await addToken(user) };
  },
  'a view-only user, elsewhere': async (stranger) => ({
    measured: await addMeasured(stranger),
    token: await addToken(await addUser('view-only')),
  }),
  'a view-only user, at their own website': async () => {
    const user = await addUser('view-only');
    return { measured: await addMeasured(user), token: await addToken(user) };
  },
  'a user, elsewhere': async (stranger) => ({
    measured: await addMeasured(stranger),
    token: await addToken(await addUser('user')),
  }),
  'a user, at their own website': async () => {
    const user = await addUser('user');
    return { measured: await addMeasured(user), token: await addToken(user) };
  },
  'an administrator, elsewhere': async (stranger) => ({
    measured: await addMeasured(stranger),
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
        const { measured, token } = await PREPARE[asker](stranger);
        const asksForVisitor = /\{(session|event)_id\}/.test(route.path);
        // Where the path has no id, the website's is sent.
        const websiteId = route.path.includes('{') ? undefined : measured.website_id;
        const path =
          pathWith(route.path, { ...measured, ...(asksForVisitor && (await addVisitor(measured.website_id))) }) +
          (websiteId === undefined ? '' : `?websiteId=${websiteId}`);
        const { status, body } = await call(server, route.method, path, {
          token,
          body: route.method === 'POST' ? { websiteId } : undefined,
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

  test('tells an administrator, and nobody else, that a website, a link or a pixel does not exist', async () => {
    const admin = await login(server);
    const user = await addToken(await addUser('user'));
    const about = routes.filter(({ path, access }) => /\{(website|link|pixel|report)_id\}/.test(path) && access !== 'ANYONE');
    assert.ok(about.length > 11);
    for (const { method, path } of about) {
      const at = pathWith(path, Object.fromEntries(IDS.map((name) => [name, randomUUID()])));
      assert.equal((await call(server, method, at, { token: admin })).status, 404, `${method} ${path}`);
      assert.equal((await call(server, method, at, { token: user })).status, 401, `${method} ${path}`);
    }
  });
});

describe('every route of one kind', () => {
  test('knows nothing of the ids of the others, and reports are for all', async () => {
    const ids = await addMeasured(await addUser('user'));
    const admin = await login(server);
    const get = async (path) => (await call(server, 'GET', path, { token: admin })).status;
    assert.equal(await get(`/api/links/${ids.website_id}`), 404);
    assert.equal(await get(`/api/links/${ids.pixel_id}`), 404);
    assert.equal(await get(`/api/pixels/${ids.link_id}`), 404);
    assert.equal(await get(`/api/websites/${ids.link_id}`), 404);
    for (const method of ['POST', 'DELETE']) {
      const { status } = await call(server, method, `/api/websites/${ids.link_id}`, { token: admin, body: { name: 'Changed' } });
      assert.equal(status, 404, method);
    }
    for (const id of [ids.website_id, ids.link_id, ids.pixel_id]) assert.equal(await get(`/api/websites/${id}/active`), 200);
    assert.equal(await get(`/api/links/${ids.link_id}`), 200);
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
