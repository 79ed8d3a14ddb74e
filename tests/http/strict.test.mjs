// Strict at the door, over real sockets: what each field of /api/send takes to its last character, what it refuses under which
// name, and that what only the database refuses harms no other event.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, createWebsite, login, startServer } from '../support/server.mjs';
import { CHROME } from '../support/user_agents.mjs';

const UUID = '00000000-0000-4000-8000-000000000001';

let server;
let token;
let website;

before(async () => {
  server = await startServer();
  token = await login(server);
});
after(() => server.stop());

const fresh = async () => (website = await createWebsite(server, token, { domain: 'example.org' }));

/** Posts a body byte by byte as given. */
async function post(body, path = '/api/send') {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'user-agent': CHROME, 'content-type': 'application/json' },
    body,
  });
  return { status: answer.status, body: await answer.json() };
}

/** A pageview with these members, given as JSON text so that it can be what no object can: twice the same name, 1e400. */
const sending = (members, type = '"event"') =>
  `{"type":${type},"payload":{"website":"${website.id}"${members === '' ? '' : ','}${members}}}`;

/** All names under which an error document lists faults. */
function fields(error, path = '') {
  const below = Object.entries(error.properties ?? {}).flatMap(([name, fault]) =>
    fields(fault, path === '' ? name : `${path}.${name}`),
  );
  return [...(error.errors?.length > 0 ? [path] : []), ...below];
}

async function books() {
  const query = new URLSearchParams({ startAt: 946684800000, endAt: Date.now() + 2 * 86400_000 });
  const { refused, ...sums } = await ask(server, 'GET', `/api/websites/${website.id}/ledger?${query}`, { token });
  return { ...sums, refused: Object.fromEntries(refused.map(({ reason, events }) => [reason, events])) };
}

const text = (length, letter = 'x') => JSON.stringify(letter.repeat(length));
const nested = (depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
const many = (count) => `{${Array.from({ length: count }, (_, i) => `"p${i}":${i}`)}}`;
const seconds = () => Math.floor(Date.now() / 1000);

// The longest and the farthest that is taken. é is two bytes, 😀 four: lengths are characters.
const TAKEN = [
  ...['hostname', 'url', 'referrer', 'title', 'screen', 'language', 'name', 'tag', 'id', 'ip', 'userAgent', 'browser', 'os',
    'device', 'timestamp', 'eventId', 'age', 'data'].map((name) => `"${name}":null`),
  ...['hostname', 'url', 'referrer', 'title', 'screen', 'language', 'name', 'tag', 'id', 'ip', 'userAgent', 'browser', 'os',
    'device'].map((name) => `"${name}":""`),
  `"hostname":"${'x'.repeat(50)}.${'y'.repeat(49)}"`,
  '"hostname":"localhost:3000"',
  '"hostname":"bücher.example"',
  '"hostname":"[::1]"',
  `"url":"/${'x'.repeat(3000)}"`,
  `"url":"/${'%F0%9F%98%80'.repeat(600)}"`,
  '"url":"https://example.org/%zz?%ff"',
  `"url":"/","title":${text(3000, '😀')}`,
  `"referrer":"https://example.com/${'x'.repeat(3000)}?${'y'.repeat(3000)}"`,
  `"screen":${text(11)}`,
  `"language":${text(35)}`,
  `"name":${text(50, '😀')}`,
  `"tag":${text(50, '😀')}`,
  '"title":"Menu \\ud83c"',
  `"id":${text(50, '😀')}`,
  '"ip":"2001:db8::1"',
  `"userAgent":"${CHROME} ${'x'.repeat(5000)}"`,
  `"browser":${text(5000)}`,
  `"id":${text(5000, '😀')}`,
  '"timestamp":946684800',
  '"timestamp":1750000000.25',
  '"timestamp":1.75e9',
  '"timestamp":"1750000000"',
  '"timestamp":0',
  `"timestamp":${seconds() + 86300}`,
  '"age":0',
  '"age":86400000',
  `"age":1,"timestamp":${seconds()}`,
  `"eventId":"${UUID.toUpperCase()}"`,
  `"name":"e","data":${many(50)}`,
  `"name":"e","data":{"a":{},"b":{},"c":${many(50)}}`,
  `"name":"e","data":{${text(500, '😀')}:1}`,
  '"name":"e","data":{"n":999999999999999,"m":-999999999999999,"e":1e-300}',
  '"name":"e","data":{"é":"\\ud83d\\ude00","t":"2026-11-23T10:00:00Z","l":[1,{"a":2}],"z":null,"b":true}',
  `"name":"e","data":${nested(29)}`,
  '"name":"e","data":{"a.b":1,"a":{"b":2}}',
  '"name":"e","data":{"revenue":-5,"currency":"EUR"}',
  `"name":"e","data":{"revenue":5,"currency":${text(40)}}`,
  '"unknown":{"members":["are","passed","over"]}',
];

// [what the error names, members, type]
const REFUSED = [
  ['payload.hostname', `"hostname":${text(101)}`],
  ['payload.hostname', '"hostname":"exa mple"'],
  ['payload.hostname', '"hostname":"https://example.org"'],
  ['payload.hostname', '"hostname":{}'],
  ['payload.url', '"url":"http://[::1"'],
  ['payload.url', '"url":["/"]'],
  ['payload.referrer', '"referrer":"https://exa mple.org:99999999/"'],
  ['payload.referrer', '"referrer":7'],
  ['payload.title', '"title":true'],
  ['payload.screen', `"screen":${text(12)}`],
  ['payload.language', `"language":${text(36)}`],
  ['payload.name', `"name":${text(51, '😀')}`],
  ['payload.tag', `"tag":${text(51)}`],
  ['payload.id', '"id":7'],
  ['payload.ip', '"ip":"999.1.1.1"'],
  ['payload.ip', '"ip":"192.0.2.1, 192.0.2.2"'],
  ['payload.userAgent', '"userAgent":[]'],
  ['payload.browser', '"browser":1'],
  ['payload.os', '"os":1'],
  ['payload.device', '"device":1'],
  ['payload.timestamp', '"timestamp":"yesterday"'],
  ['payload.timestamp', '"timestamp":"0x7"'],
  ['payload.timestamp', '"timestamp":""'],
  ['payload.timestamp', '"timestamp":946684799'],
  ['payload.timestamp', '"timestamp":"946684799"'],
  ['payload.timestamp', '"timestamp":-1e308'],
  ['payload.timestamp', `"timestamp":${seconds() + 2 * 86400}`],
  ['payload.timestamp', `"timestamp":${Date.now()}`],
  ['payload.age', '"age":-1'],
  ['payload.age', '"age":86400001'],
  ['payload.age', '"age":"1"'],
  ['payload.eventId', '"eventId":"1"'],
  ['payload.eventId', `"eventId":"${UUID} "`],
  ['payload.eventId', '"eventId":1'],
  ['payload.data', '"data":[1,2]'],
  ['payload.data', '"data":"text"'],
  ['payload.data', `"data":${many(51)}`],
  ['payload.data', '"data":{"":1}'],
  ['payload.data', `"data":{${text(501)}:1}`],
  ['payload.data.price', '"data":{"price":1e15}'],
  ['payload.data.cart.price', '"data":{"cart":{"price":-1e15}}'],
  ['type', '', '"click"'],
  ['type', '', '7'],
  ['type', '', 'null'],
];

// [body, what the message says]: what cannot be read as a whole names no field but says where or what it is.
const UNREADABLE = [
  ['', /JSON/],
  ['{"type":', /JSON/],
  ['{"type":"event"} {}', /JSON/],
  ["{'type':'event'}", /byte 2/],
  ['[', /JSON/],
  ['['.repeat(1000), /nested too deeply/],
  ['7', /object with type and payload/],
  ['[]', /object with type and payload/],
  ['null', /object with type and payload/],
  [() => sending('"url":"/","url":"/other"'), /"url" twice/],
  [() => sending(`"data":${nested(31)}`), /nested too deeply/],
  [() => sending('"data":{"a":1,"\\u0061":2}'), /"a" twice/],
  [() => sending('"title":"\\u0000"'), /u0000/],
  [() => Buffer.from(sending('"title":"\xff"'), 'latin1'), /UTF-8/],
  [() => Buffer.from(sending('"title":"\xc0\x80"'), 'latin1'), /UTF-8/],
  [() => Buffer.from(sending('"title":"\xed\xa0\x80"'), 'latin1'), /UTF-8/],
  [() => Buffer.from(sending('"title":"\x00"'), 'latin1'), /UTF-8|byte/],
  [() => sending('"data":{"n":1e400}'), /out of range/],
];

test('takes every field to its last character', async () => {
  await fresh();
  for (const members of TAKEN) {
    const { status, body } = await post(sending(members));
    assert.equal(status, 200, `${members.slice(0, 200)}: ${JSON.stringify(body)}`);
    assert.ok(body.sessionId, members.slice(0, 200));
  }
  const { received, stored, rows, refused } = await books();
  assert.deepEqual({ received, stored, rows, refused }, {
    received: TAKEN.length, stored: TAKEN.length, rows: TAKEN.length, refused: {},
  });
});

test('names the field that is wrong, no other, and stores nothing', async () => {
  await fresh();
  for (const [field, members, type] of REFUSED) {
    const { status, body } = await post(sending(members, type));
    const what = `${field}: ${members.slice(0, 200)}: ${JSON.stringify(body)}`;
    assert.equal(status, 400, what);
    assert.deepEqual(fields(body.error), [field], what);
    assert.equal(body.error.reason, 'invalid', what);
  }
  const { received, stored, rows, refused } = await books();
  assert.deepEqual({ received, stored, rows, refused }, {
    received: REFUSED.length, stored: 0, rows: 0, refused: { invalid: REFUSED.length },
  });
});

test('names the website that is wrong', async () => {
  for (const [id, message] of [['', 'UUID'], ['x', 'UUID'], [`${UUID}0`, 'UUID'], [UUID, 'not found']]) {
    const { status, body } = await post(JSON.stringify({ type: 'event', payload: { website: id } }));
    assert.equal(status, 400);
    assert.deepEqual(fields(body.error), ['payload.website']);
    assert.match(body.error.properties.payload.properties.website.errors[0], new RegExp(message));
  }
  assert.deepEqual(fields((await post('{"type":"event","payload":{}}')).body.error), ['payload.website']);
  assert.deepEqual(fields((await post('{"type":"event","payload":[]}')).body.error), ['payload']);
});

test('says what is wrong with a body that cannot be read', async () => {
  await fresh();
  for (const [made, message] of UNREADABLE) {
    const body = typeof made === 'function' ? made() : made;
    const { status, body: answer } = await post(body);
    assert.equal(status, 400, String(body).slice(0, 200));
    assert.match(answer.error.errors[0], message);
    assert.equal(answer.error.reason, 'invalid');
  }
  assert.equal((await books()).received, 0);
});

test('names everything that is wrong at once, in a batch as alone', async () => {
  await fresh();
  const wrong = sending(
    '"hostname":"a b","tag":7,"timestamp":1,"url":"http://[::1","ip":"x","eventId":"x","data":{"ok":1,"n":1e15}', '"click"',
  );
  const names = [
    'payload.data.n', 'payload.eventId', 'payload.hostname', 'payload.ip', 'payload.tag', 'payload.timestamp', 'payload.url', 'type',
  ];
  const alone = (await post(wrong)).body.error;
  assert.deepEqual(fields(alone).sort(), names);
  const { body } = await post(`[${wrong},${sending('')}]`, '/api/batch');
  const { requestId: one, ...error } = body.details[0].response.error;
  const { requestId: other, ...expected } = alone;
  assert.notEqual(one, other);
  assert.deepEqual(error, expected);
});

test('refuses what only the database refuses, and stores the 500 others', async () => {
  await fresh();
  // One is refused when its title is stored, one when its page is, one with its property, one with its revenue, one as a row.
  await server.psql(`ALTER TABLE texts ADD CHECK (text <> 'refused text') NOT VALID`);
  await server.psql(`ALTER TABLE event_properties ADD CHECK (number_value <> 666) NOT VALID`);
  await server.psql(`ALTER TABLE revenues ADD CHECK (amount <> 777) NOT VALID`);
  await server.psql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF event_at(NEW.event_id) = '2020-02-20 20:20:20Z' THEN RAISE 'refused' USING ERRCODE = '23514'; END IF;
      RETURN NEW;
    END $$`);
  await server.psql('CREATE TRIGGER refuse BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION refuse()');
  const bad = new Map([
    [3, '"title":"refused text"'],
    [4, '"title":"refused text"'],
    [250, '"name":"e","data":{"n":666}'],
    [333, '"name":"e","data":{"revenue":777,"currency":"EUR"}'],
    [499, '"timestamp":1582230020'],
  ]);
  const items = Array.from({ length: 500 }, (_, i) => sending(bad.get(i) ?? `"url":"/${i}"`));
  const alone = [...Array(20)].map((_, i) => post(sending(i % 10 === 9 ? '"title":"refused text"' : '"url":"/alone"')));
  const { status, body } = await post(`[${items}]`, '/api/batch');
  assert.equal(status, 200);
  assert.deepEqual(
    body.details.map(({ index, response }) => [index, response.error.status, response.error.reason]),
    [...bad.keys()].map((index) => [index, 400, 'refused_by_database']),
  );
  assert.equal(body.processed, 495);
  const answers = (await Promise.all(alone)).map((answer) => answer.status);
  assert.deepEqual(answers, answers.map((_, i) => (i % 10 === 9 ? 400 : 200)));
  assert.deepEqual(await books(), {
    startDate: '2000-01-01T00:00:00.000Z', endDate: (await books()).endDate,
    received: 520, stored: 513, attached: 0, deleted: 0, rows: 513, refused: { refused_by_database: 7 },
  });
  assert.deepEqual(await server.psql('SELECT website_id FROM ledger_differences()'), []);
});
