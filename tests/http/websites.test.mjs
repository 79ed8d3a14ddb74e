// Websites over HTTP: list, create, show, change, delete.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { ask, call, createWebsite, login, startServer } from '../support/server.mjs';

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ADMIN_ID = '41e2b680-648e-4b09-bcd7-3e2b10c06264';

let server;
let admin;
before(async () => {
  server = await startServer();
  admin = await login(server);
});
after(() => server?.stop());

/** A new user's token; the password is the administrator's. */
async function addUser(username, role = 'user') {
  await server.psql(
    `INSERT INTO users (user_id, username, password_hash, role)
     SELECT gen_random_uuid(), $1, password_hash, $2 FROM users WHERE username = 'admin'`,
    [username, role],
  );
  return login(server, username, server.adminPassword);
}

const create = (body, token = admin) => call(server, 'POST', '/api/websites', { token, body });
const show = (id, token = admin) => call(server, 'GET', `/api/websites/${id}`, { token });
const update = (id, body, token = admin) => call(server, 'POST', `/api/websites/${id}`, { token, body });
const list = (query, token = admin) => ask(server, 'GET', `/api/websites?${new URLSearchParams(query)}`, { token });

describe('creating', () => {
  test('answers with the whole website', async () => {
    const { status, body } = await create({ name: 'Blog', domain: 'blog.example' });
    assert.equal(status, 200);
    assert.match(body.id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    assert.match(body.createdAt, ISO_TIME);
    assert.match(body.updatedAt, ISO_TIME);
    assert.deepEqual(body, {
      id: body.id,
      name: 'Blog',
      domain: 'blog.example',
      shareId: null,
      userId: ADMIN_ID,
      teamId: null,
      createdBy: ADMIN_ID,
      resetAt: null,
      createdAt: body.createdAt,
      updatedAt: body.updatedAt,
      deletedAt: null,
      replayEnabled: false,
      recorderEnabled: false,
      replayConfig: null,
      user: { id: ADMIN_ID, username: 'admin' },
    });
    assert.deepEqual((await show(body.id)).body, body);
  });

  test('takes the id and the share id it is given', async () => {
    const id = randomUUID();
    const { body } = await create({ name: 'Given', domain: 'a', id: id.toUpperCase(), shareId: 'given-share', teamId: null });
    assert.equal(body.id, id);
    assert.equal(body.shareId, 'given-share');
  });

  test('lets the website be collected', async () => {
    const { body } = await create({ name: 'Counted', domain: 'a' });
    const rows = await server.psql(
      `SELECT website_uuid FROM website_numbers JOIN websites USING (website_id) WHERE website_uuid = $1`,
      [body.id],
    );
    assert.equal(rows.length, 1);
  });

  test('refuses an id or a share id that is taken, and says which', async () => {
    const first = await createWebsite(server, admin, { shareId: 'taken' });
    const cases = [
      [{ id: first.id }, ['id']],
      [{ shareId: 'taken' }, ['shareId']],
      [{ id: first.id, shareId: 'taken' }, ['id', 'shareId']],
    ];
    const count = (await list({})).count;
    for (const [extra, fields] of cases) {
      const { status, body } = await create({ name: 'Second', domain: 'a', ...extra });
      assert.equal(status, 400);
      assert.deepEqual(Object.keys(body.error.properties), fields);
    }
    assert.equal((await list({})).count, count);
  });

  test('creates one of two with the same id at the same time', async () => {
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 6 }, () => create({ name: 'Race', domain: 'a', id })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400, 400, 400]);
  });

  test('counts characters, not bytes', async () => {
    const longest = { name: '🌊'.repeat(100), domain: '🌊'.repeat(500), shareId: '🌊'.repeat(50) };
    const { status, body } = await create(longest);
    assert.equal(status, 200);
    assert.equal(body.name, longest.name);
    assert.equal((await show(body.id)).body.domain, longest.domain);
    for (const field of Object.keys(longest)) {
      const answer = await create({ name: 'a', domain: 'a', [field]: `${longest[field]}a` });
      assert.equal(answer.status, 400, field);
      assert.deepEqual(Object.keys(answer.body.error.properties), [field]);
    }
  });

  test('names everything that is wrong at once', async () => {
    const { status, body } = await create({ name: '', id: 'x', shareId: '', teamId: 7 });
    assert.equal(status, 400);
    assert.equal(body.error.code, 'bad-request');
    assert.deepEqual(Object.keys(body.error.properties).sort(), ['domain', 'id', 'name', 'shareId', 'teamId']);
  });

  test('knows no teams', async () => {
    const { status, body } = await create({ name: 'Team', domain: 'a', teamId: randomUUID() });
    assert.equal(status, 400);
    assert.deepEqual(Object.keys(body.error.properties), ['teamId']);
  });

  test('is not for those who may only view', async () => {
    const token = await addUser('looker', 'view-only');
    assert.equal((await create({ name: 'Mine', domain: 'a' }, token)).status, 401);
    assert.equal((await list({}, token)).count, 0);
  });
});

describe('listing', () => {
  let token;
  before(async () => {
    token = await addUser('lister');
    const names = ['100% Shop', 'Under_score', 'Zebra', 'apple', 'Öl und Essig'];
    for (const name of names) await createWebsite(server, token, { name, domain: `${name.length}.example` });
  });
  const names = async (query) => (await list(query, token)).data.map(({ name }) => name);

  test('shows a page of the asker\'s own websites, by name', async () => {
    const page = await list({}, token);
    assert.deepEqual(Object.keys(page).sort(), ['count', 'data', 'orderBy', 'page', 'pageSize']);
    assert.equal(page.count, 5);
    assert.equal(page.page, 1);
    assert.equal(page.pageSize, 20);
    assert.equal(page.orderBy, 'name');
    assert.deepEqual(page.data.map(({ user }) => user.username), Array(5).fill('lister'));
    const sorted = page.data.map(({ name }) => name.toLowerCase());
    assert.ok(sorted.indexOf('apple') < sorted.indexOf('zebra'), 'case makes no difference');
  });

  test('cuts pages', async () => {
    const all = await names({});
    assert.deepEqual(await names({ page: 2, pageSize: 2 }), all.slice(2, 4));
    const beyond = await list({ page: 9, pageSize: 2 }, token);
    assert.deepEqual(beyond.data, []);
    assert.equal(beyond.count, 5);
  });

  test('gives pages of any size', async () => {
    const many = await addUser('collector of websites');
    await server.psql(
      `INSERT INTO websites (website_uuid, name, domain, user_id)
       SELECT gen_random_uuid(), 'Site ' || lpad(n::text, 3, '0'), 'x', user_id
         FROM users, generate_series(1, 130) AS n
        WHERE username = 'collector of websites'`,
    );
    for (const [page, pageSize, first, last] of [[1, 1000, 1, 130], [1, 64, 1, 64], [2, 33, 34, 66], [2, 100, 101, 130]]) {
      const { data, count } = await list({ page, pageSize }, many);
      assert.equal(count, 130);
      assert.equal(data.length, last - first + 1);
      assert.equal(data[0].name, `Site ${String(first).padStart(3, '0')}`);
      assert.equal(data.at(-1).name, `Site ${String(last).padStart(3, '0')}`);
      assert.equal(new Set(data.map(({ id }) => id)).size, data.length);
    }
  });

  test('searches name and domain, without regard to case', async () => {
    assert.deepEqual(await names({ search: 'zEB' }), ['Zebra']);
    assert.deepEqual(await names({ search: 'öl UND' }), ['Öl und Essig']);
    assert.deepEqual((await names({ search: '5.EXAMPLE' })).sort(), ['Zebra', 'apple'].sort());
    const found = await list({ search: 'zebra' }, token);
    assert.equal(found.count, 1);
    assert.equal(found.search, 'zebra');
  });

  test('searches for wildcards as they are', async () => {
    assert.deepEqual(await names({ search: '%' }), ['100% Shop']);
    assert.deepEqual(await names({ search: '_' }), ['Under_score']);
    assert.deepEqual(await names({ search: '\\' }), []);
    assert.deepEqual(await names({ search: "'" }), []);
  });

  test('orders by what it is asked to', async () => {
    const created = await names({ orderBy: 'createdAt' });
    assert.deepEqual(created, ['100% Shop', 'Under_score', 'Zebra', 'apple', 'Öl und Essig']);
    assert.deepEqual(await names({ orderBy: 'createdAt', sortDescending: 'true' }), created.toReversed());
    const { id } = (await list({ search: 'Zebra' }, token)).data[0];
    await update(id, { name: 'Zebra' }, token);
    assert.equal((await names({ orderBy: 'updatedAt' })).at(-1), 'Zebra');
    assert.equal((await names({ orderBy: 'domain' })).at(-1), '100% Shop');
  });

  test('refuses what it cannot order by, and pages that are none', async () => {
    const queries = [
      'orderBy=password_hash',
      'orderBy=name;',
      'page=0',
      'page=-1',
      'page=x',
      'page=99999999999',
      'pageSize=0',
      'pageSize=1.5',
      'sortDescending=perhaps',
    ];
    for (const query of queries) {
      const { status, body } = await call(server, 'GET', `/api/websites?${query}`, { token });
      assert.equal(status, 400, query);
      assert.deepEqual(Object.keys(body.error.properties), [query.split('=')[0]]);
    }
    assert.equal((await list({ page: 2147483647, pageSize: 2147483647 }, token)).count, 5);
  });

  test('takes includeTeams', async () => {
    assert.equal((await list({ includeTeams: 'true' }, token)).count, 5);
  });
});

describe('changing', () => {
  test('touches only what is given', async () => {
    const made = await createWebsite(server, admin, { shareId: 'before-change' });
    const { status, body } = await update(made.id, { name: 'Renamed' });
    assert.equal(status, 200);
    assert.deepEqual({ ...body, updatedAt: null }, { ...made, name: 'Renamed', updatedAt: null });
    assert.ok(body.updatedAt > made.updatedAt);
    assert.equal((await update(made.id, { domain: 'new.example' })).body.name, 'Renamed');
    assert.deepEqual((await update(made.id, {})).body.domain, 'new.example');
  });

  test('shares and unshares', async () => {
    const { id } = await createWebsite(server, admin);
    assert.equal((await update(id, { shareId: 'open-to-all' })).body.shareId, 'open-to-all');
    assert.equal((await update(id, { name: 'Still' })).body.shareId, 'open-to-all');
    assert.equal((await update(id, { shareId: null })).body.shareId, null);
    const again = await createWebsite(server, admin, { shareId: 'open-to-all' });
    assert.equal(again.shareId, 'open-to-all');
  });

  test('refuses the share id of another website', async () => {
    await createWebsite(server, admin, { shareId: 'somebody-has-it' });
    const { id } = await createWebsite(server, admin);
    const { status, body } = await update(id, { shareId: 'somebody-has-it', name: 'Not this' });
    assert.equal(status, 400);
    assert.deepEqual(Object.keys(body.error.properties), ['shareId']);
    assert.equal((await show(id)).body.name, 'Example');
  });

  test('refuses null and what is too long', async () => {
    const { id } = await createWebsite(server, admin);
    for (const body of [{ name: null }, { name: '' }, { name: 'x'.repeat(101) }, { domain: 'x'.repeat(501) }, { domain: 1 }])
      assert.equal((await update(id, body)).status, 400, JSON.stringify(body));
  });
});

describe('deleting', () => {
  /** Tables with a column website_id, and the columns that an INSERT fills: those that may not be NULL, and one of a page's speeds. */
  const tablesAboutWebsites = () =>
    server.psql(
      `SELECT c.relname AS name,
              json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL))) AS columns
         FROM pg_class c
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND (a.attnotnull OR a.attname = 'lcp') AND a.attidentity = ''
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
          AND c.relname <> 'websites'
          AND EXISTS (SELECT FROM pg_attribute w WHERE w.attrelid = c.oid AND w.attname = 'website_id')
        GROUP BY 1 ORDER BY 1`,
    );

  const VALUES = {
    smallint: '1',
    integer: 'n',
    bigint: 'n',
    numeric: '1',
    boolean: 'true',
    text: `'text ' || n`,
    uuid: 'gen_random_uuid()',
    'timestamp with time zone': 'now()',
    json: `'{}'`,
    jsonb: `'{}'`,
    bytea: `sha256(n::text::bytea)`,
  };
  const DAYS = ['2026-01-01', '2026-01-02', '2026-02-28'];

  /** Fills every table with rows of that website, those of events on three days of two months; returns its short key. */
  async function fill(id, rows = 40) {
    const [{ website_id: key }] = await server.psql('SELECT website_id FROM websites WHERE website_uuid = $1', [id]);
    for (const day of DAYS) await server.psql('SELECT create_month($1)', [day]);
    for (const { name, columns } of await tablesAboutWebsites()) {
      const value = (column) => {
        if (column.name === 'website_id') return key;
        if (column.name === 'kind') return `'path'`;
        if (column.name === 'type' && name === 'segments') return `'segment'`;
        if (column.name === 'user_id') return '(SELECT user_id FROM users LIMIT 1)';
        if (column.name === 'event_id') return `first_event_id(('{${DAYS}}'::timestamptz[])[n % 3 + 1]) + n`;
        assert.ok(VALUES[column.type], `${name}.${column.name} is a ${column.type}`);
        return VALUES[column.type];
      };
      await server.psql(
        `INSERT INTO ${name} (${columns.map((column) => column.name)})
         SELECT ${columns.map(value)} FROM generate_series(1, ${rows}) AS n ON CONFLICT DO NOTHING`,
      );
    }
    return key;
  }

  /** How many rows of the website with this short key there are, by table; tables without any are left out. */
  async function rowsOf(key) {
    const counts = {};
    for (const { name } of [{ name: 'websites' }, ...(await tablesAboutWebsites())]) {
      const [{ rows }] = await server.psql(`SELECT count(*) AS rows FROM ${name} WHERE website_id = ${key}`);
      if (rows > 0) counts[name] = rows;
    }
    return counts;
  }

  test('leaves nothing of what was collected, and other websites alone', async () => {
    const [gone, kept] = [await createWebsite(server, admin), await createWebsite(server, admin)];
    const [goneKey, keptKey] = [await fill(gone.id, 12_000), await fill(kept.id)];
    const untouched = await rowsOf(keptKey);
    assert.equal(Object.keys(untouched).length, 1 + (await tablesAboutWebsites()).length);
    assert.equal((await rowsOf(goneKey)).events, 12_000);

    assert.deepEqual(await ask(server, 'DELETE', `/api/websites/${gone.id}`, { token: admin }), { ok: true });
    assert.deepEqual(await rowsOf(goneKey), {});
    assert.deepEqual(await rowsOf(keptKey), untouched);
  });

  test('makes the website unknown', async () => {
    const owner = await addUser('deleter');
    const { id } = await createWebsite(server, owner, { shareId: 'free-again' });
    assert.deepEqual(await ask(server, 'DELETE', `/api/websites/${id}`, { token: owner }), { ok: true });
    assert.equal((await show(id, owner)).status, 401);
    assert.equal((await show(id, admin)).status, 404);
    assert.equal((await call(server, 'DELETE', `/api/websites/${id}`, { token: admin })).status, 404);
    assert.equal((await list({}, owner)).count, 0);
    const { status } = await create({ name: 'Again', domain: 'a', id, shareId: 'free-again' }, owner);
    assert.equal(status, 200);
  });

  test('goes on with what an earlier deletion left', async () => {
    const left = await createWebsite(server, admin);
    const key = await fill(left.id);
    await server.psql(`UPDATE websites SET deleted_at = now() WHERE website_id = ${key}`);
    const other = await createWebsite(server, admin);
    await ask(server, 'DELETE', `/api/websites/${other.id}`, { token: admin });
    assert.deepEqual(await rowsOf(key), {});
  });

  test('is finished at the next start when the server was stopped meanwhile', async () => {
    const { id } = await createWebsite(server, admin);
    const key = await fill(id);
    await server.psql(`UPDATE websites SET deleted_at = now() WHERE website_id = ${key}`);
    await server.restart();
    assert.deepEqual(await rowsOf(key), {});
  });

  test('ends collecting, even what arrives at that moment', async () => {
    const { id } = await createWebsite(server, admin);
    const [{ website_id: key }] = await server.psql('SELECT website_id FROM websites WHERE website_uuid = $1', [id]);
    const send = (n) =>
      call(server, 'POST', '/api/send', {
        headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
        body: { type: 'event', payload: { website: id, hostname: 'a.example', url: `/page/${n}`, title: `Page ${n}` } },
      });
    assert.equal((await send(0)).status, 200);
    assert.equal((await rowsOf(key)).events, 1);

    const senders = Array.from({ length: 8 }, async (_, sender) => {
      const statuses = [];
      while (statuses.at(-1) !== 400 && statuses.length < 5000) statuses.push((await send(sender * 1000 + statuses.length)).status);
      return statuses;
    });
    await ask(server, 'DELETE', `/api/websites/${id}`, { token: admin });
    const statuses = new Set((await Promise.all(senders)).flat());
    assert.deepEqual([...statuses].filter((status) => status !== 200 && status !== 400), []);
    assert.deepEqual(await rowsOf(key), {});
  });

  test('works for several websites at once', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => createWebsite(server, admin)));
    const keys = [];
    for (const { id } of made) keys.push(await fill(id));
    const answers = await Promise.all(
      made.map(({ id }) => call(server, 'DELETE', `/api/websites/${id}`, { token: admin })),
    );
    assert.deepEqual(answers.map(({ status }) => status), Array(5).fill(200));
    for (const key of keys) assert.deepEqual(await rowsOf(key), {});
  });
});

describe('a website id', () => {
  test('that is malformed is told to those who are signed in', async () => {
    const { status, body } = await show('not-a-uuid');
    assert.equal(status, 400);
    assert.deepEqual(Object.keys(body.error.properties), ['websiteId']);
    assert.equal((await call(server, 'GET', '/api/websites/not-a-uuid')).status, 401);
  });

  test('may be written in capitals', async () => {
    const { id } = await createWebsite(server, admin);
    assert.equal((await show(id.toUpperCase())).body.id, id);
  });
});
