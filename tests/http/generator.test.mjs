// The generator of script/bench reports writes the rows that collecting the same traffic would have made: the same website is
// generated into the database and sent through /api/batch, and all tables are compared with their numbers replaced by what they
// stand for.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import { ask, createWebsite, login, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';

const BUILT = dirname(process.env.SILLAGE);
const UNTIL = Date.parse('2026-03-20T12:00:00Z');
const WORDS = ['--events', '4000', '--days', '5', '--seed', '7', '--pages', '150', '--until', String(UNTIL)];
const BATCH = 50;
const AT_ONCE = 8;

let server;
let token;
let generated;
let sent;

const generate = (website, ...words) => {
  const { status, stdout, stderr } = spawnSync(`${BUILT}/bench_generator`, [...WORDS, ...words, website, `${BUILT}/share`], {
    encoding: 'utf8',
    env: { ...process.env, PGDATABASE: server.database },
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, stderr);
  return stdout;
};

const makeWebsite = async () => {
  const { id } = await createWebsite(server, token, { domain: 'harbour.example' });
  await ask(server, 'POST', `/api/websites/${id}/policy`, { token, body: { doNotTrack: 'anonymous' } });
  return id;
};

const sendBatches = async (lines) => {
  const headers = lines[0].headers;
  for (let from = 0; from < lines.length; from += BATCH) {
    const body = lines.slice(from, from + BATCH).map((line) => line.body);
    const reply = await ask(server, 'POST', '/api/batch', { headers, body });
    assert.deepEqual([reply.processed, reply.errors], [body.length, 0], JSON.stringify(reply));
  }
};

// Each visitor's sendings in their order, several visitors at once.
const sendAll = async (lines) => {
  const byVisitor = new Map();
  for (const line of lines) {
    const key = JSON.stringify(line.headers);
    byVisitor.set(key, [...(byVisitor.get(key) ?? []), line]);
  }
  const visitors = [...byVisitor.values()];
  const sendNext = async () => {
    for (let own = visitors.shift(); own !== undefined; own = visitors.shift()) await sendBatches(own);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
};

before(async () => {
  server = await startServer({ settings: { EVENTS_RATE: '0' } });
  token = await login(server);
  [generated, sent] = [await makeWebsite(), await makeWebsite()];
  generate(generated);
  const lines = generate(sent, '--print').trim().split('\n');
  await sendAll(lines.map((line) => JSON.parse(line)));
});

after(() => server?.stop());

const TEXT = (column) => `(SELECT text FROM texts t WHERE t.website_id = w.website_id AND t.text_id = ${column})`;
const TEXTS = (...columns) => columns.map(TEXT).join(', ');
const PAGE = (id) => `(SELECT row(${TEXTS('p.path_id', 'p.title_id', 'p.query_id', 'p.hostname_id')}) FROM pages p
  WHERE p.website_id = w.website_id AND p.page_id = ${id})::text`;
const SOURCE = (id) => `(SELECT row(${TEXTS(
  ...['referrer_domain', 'referrer_path', 'referrer_query', 'source_name', 'utm_source', 'utm_medium', 'utm_campaign'].concat(
    ['utm_content', 'utm_term', 'click_id', 'channel']).map((name) => `s.${name}_id`),
)}) FROM sources s WHERE s.website_id = w.website_id AND s.source_id = ${id})::text`;
const CLIENT = `(SELECT row(${TEXTS('c.browser_id', 'c.os_id', 'c.device_id', 'c.screen_id', 'c.language_id')}) FROM clients c
  WHERE c.website_id = w.website_id AND c.client_id = x.client_id)::text`;
const LOCATION = `(SELECT row(${TEXTS('l.country_id', 'l.region_id', 'l.city_id')}) FROM locations l
  WHERE l.website_id = w.website_id AND l.location_id = x.location_id)::text`;
const AT = (id) => `event_at(${id})`;
// A visitor and a visit, by when they began and with what.
const VISITOR = (id) => `(SELECT min(row(o.started_at, o.ended_at, o.pageviews, o.events)::text) FROM visits o
  WHERE o.website_id = w.website_id AND visitor_block(o.visitor_id) = visitor_block(${id}) AND o.visitor_id = ${id})`;
const VISIT = (id) => `(SELECT row(o.started_at, o.ended_at, o.engaged_ms)::text FROM visits o
  WHERE o.website_id = w.website_id AND o.visit_id = ${id})`;
const PROPERTY = `${TEXT('x.name_id')}, x.data_type, x.text_value, x.number_value, x.date_value`;

const TABLES = {
  events: `${AT('x.event_id')}, ${VISITOR('x.visitor_id')}, ${VISIT('x.visit_id')}, ${PAGE('x.page_id')}, ${SOURCE('x.source_id')},
    (SELECT row(a.event_type, ${TEXTS('a.name_id', 'a.tag_id')})::text FROM actions a
      WHERE a.website_id = w.website_id AND a.action_id = x.action_id)`,
  visits: `${VISITOR('x.visitor_id')}, x.started_at, x.ended_at, x.pageviews, x.events, x.engaged_ms, ${PAGE('x.entry_page_id')},
    ${PAGE('x.exit_page_id')}, ${SOURCE('x.source_id')}, ${CLIENT}, ${LOCATION}`,
  engagements: `${AT('x.event_id')}, ${VISITOR('x.visitor_id')}, ${VISIT('x.visit_id')}, ${PAGE('x.page_id')}, x.engaged_ms, x.scroll_depth`,
  performances: `${AT('x.event_id')}, ${VISITOR('x.visitor_id')}, ${VISIT('x.visit_id')}, ${PAGE('x.page_id')}, x.lcp, x.inp, x.cls,
    x.fcp, x.ttfb`,
  event_properties: `${AT('x.event_id')}, ${PROPERTY}`,
  revenues: `${AT('x.event_id')}, ${VISITOR('x.visitor_id')}, ${VISIT('x.visit_id')}, ${TEXT('x.name_id')}, x.currency, x.amount,
    ${PAGE('x.page_id')}, ${SOURCE('x.source_id')}, x.action_id IS NULL`,
  visitor_properties: `${VISITOR('x.visitor_id')}, ${PROPERTY}`,
  visitors: `${VISITOR('x.visitor_id')}, ${CLIENT}, ${LOCATION}, ${TEXT('x.distinct_id_id')}, x.period_started_at`,
  ledger: 'x.hour, x.outcome, x.events',
  texts: 'x.text',
  pages: PAGE('x.page_id'),
  sources: SOURCE('x.source_id'),
  actions: `x.event_type, ${TEXTS('x.name_id', 'x.tag_id')}`,
  clients: TEXTS('x.browser_id', 'x.os_id', 'x.device_id', 'x.screen_id', 'x.language_id'),
  locations: TEXTS('x.country_id', 'x.region_id', 'x.city_id'),
  website_numbers: 'x.last_visitor_id, x.last_visit_id, x.last_event_number, x.policy_version',
};

// Whom nobody identifies is forgotten once the salt of the traffic's month is gone.
const LASTING = { visitors: 'x.distinct_id_id IS NOT NULL' };

const rowsOf = async (table, website) => {
  const sql = `SELECT row(${TABLES[table]})::text AS shown FROM ${table} x JOIN websites w USING (website_id)
    WHERE w.website_uuid = '${website}' AND ${LASTING[table] ?? 'true'}`;
  return (await server.psql(sql)).map(({ shown }) => shown).sort();
};

for (const table of Object.keys(TABLES)) {
  test(`${table} has the rows that collecting makes`, async () => {
    const [made, collected] = [await rowsOf(table, generated), await rowsOf(table, sent)];
    const other = new Set(collected);
    assert.ok(made.length > 0, 'there are some');
    assert.deepEqual(made.filter((row) => !other.has(row)).slice(0, 3), []);
    assert.deepEqual(made, collected);
  });
}

test('the traffic has what is rare, too', async () => {
  const count = async (condition) => {
    const [{ count: found }] = await server.psql(`SELECT count(*)::int FROM visits v JOIN websites w USING (website_id)
      WHERE w.website_uuid = '${generated}' AND ${condition}`);
    return found;
  };
  assert.ok((await count('pageviews + events = 0')) > 0, 'time in the foreground without a pageview');
  assert.ok((await count("ended_at - started_at > interval '40 minutes'")) > 0, 'a long read');
  const again = `EXISTS (SELECT FROM visits o WHERE o.website_id = v.website_id AND o.visitor_id = v.visitor_id AND o.visit_id < v.visit_id)`;
  assert.ok((await count(again)) > 100, 'visitors who come back');
});

test('visitors have a row while they can come back: accounts, and whoever was here this month', async () => {
  const website = await makeWebsite();
  generate(website, '--days', '40', '--until', String(Date.now()));
  const [{ there, due }] = await server.psql(`
    SELECT (SELECT array_agg(x.visitor_id ORDER BY x.visitor_id) FROM visitors x WHERE x.website_id = w.website_id) AS there,
           (SELECT array_agg(DISTINCT v.visitor_id ORDER BY v.visitor_id) FROM visits v
             WHERE v.website_id = w.website_id
               AND (v.ended_at >= date_trunc('month', now(), 'UTC')
                    OR EXISTS (SELECT FROM visitor_properties p WHERE p.website_id = w.website_id AND p.visitor_id = v.visitor_id))) AS due
      FROM websites w WHERE w.website_uuid = '${website}'`);
  assert.ok(due.length > 20);
  assert.deepEqual(there, due);
});

test('books and rows agree, and what is sent now goes on from there', async () => {
  assert.deepEqual(await server.psql('SELECT hour FROM ledger_differences()'), []);
  const before = await server.psql(`SELECT last_visitor_id FROM website_numbers JOIN websites USING (website_id)
    WHERE website_uuid = '${generated}'`);
  const payload = { website: generated, url: '/never-seen-before', title: 'New', hostname: 'harbour.example', id: 'account-1' };
  const headers = { 'user-agent': FIREFOX };
  await ask(server, 'POST', '/api/send', { headers, body: { type: 'event', payload } });
  const later = await server.psql(`SELECT last_visitor_id FROM website_numbers JOIN websites USING (website_id)
    WHERE website_uuid = '${generated}'`);
  assert.deepEqual(later, before, 'an account that was generated is known');
});
