// Reports that are asked while everything changes: events come, late ones too, visitors are deleted, the website is reset, blocks are
// folded and made anew, and servers are killed in the middle of it. Two servers answer, and each answer must be that of a state which
// there was between question and answer: with all that had been answered before, and with nothing that nobody had sent yet.
//
// EXACTNESS_SEED repeats a run.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import './support/small_blocks.mjs';
import { ALL_WELL, ask, call, createWebsite, login, run, startServer } from '../support/server.mjs';
import { makeRandom, makeTraffic, WEBSITE_DOMAIN } from '../support/traffic.mjs';
import * as truth from '../support/truth.mjs';
import { until } from './support/wire.mjs';

const SEED = Number(process.env.EXACTNESS_SEED ?? Date.now() % 2 ** 31);
const DAY = 86_400_000;
const FROM = Date.parse('2026-03-02T00:00:00Z');
const DAYS = 20;
const WHOLE = { startAt: FROM - 2 * DAY, endAt: FROM + (DAYS + 2) * DAY };
const PART = { startAt: FROM + 3 * DAY, endAt: FROM + 12 * DAY - 1 };
const DUE = 140_000; // numbers after which changes are folded, however many blocks they are about

const random = makeRandom(SEED);
const servers = [];
let token;
let website;
let sendings;

before(async () => {
  console.log(`EXACTNESS_SEED=${SEED}`);
  const settings = { EVENTS_RATE: '0', LOG_REQUESTS: 'none' };
  servers.push(await startServer({ settings }));
  servers.push(await startServer({ settings, database: servers[0].database }));
  token = await login(servers[0]);
  website = (await createWebsite(servers[0], token, { domain: WEBSITE_DOMAIN })).id;
  const moments = Array.from({ length: DAYS * 4 }, (_, i) => FROM + (i * DAY) / 4);
  sendings = makeTraffic(random, website, { visitors: 60, moments }).filter(({ means }) => !means.anonymous);
});
after(async () => {
  for (const server of servers.toReversed()) await server.stop();
});

// States ------------------------------------------------------------------------------------------------------------------

// One after the other, each as { arrivals, resetAt, exists }, and what was computed of it.
const states = [{ arrivals: [], resetAt: 0, exists: true }];
let begun = 0; // the newest state that can be seen
let over = 0; // the newest that is seen for certain

/** Makes a new state of the last one by work that either happens as a whole or, as long as nobody has answered, not at all. */
const step = async (change, work) => {
  const { arrivals, resetAt, exists } = states.at(-1);
  states.push({ arrivals, resetAt, exists, ...change(states.at(-1)) });
  begun++;
  await work();
  over++;
};

const historyOf = (state) => {
  state.history ??= truth.makeHistory(state.arrivals).filter(({ at }) => at >= state.resetAt);
  return state.history;
};

const QUESTIONS = [
  ['stats', truth.stats, WHOLE],
  ['stats', truth.stats, PART],
  ['stats', truth.stats, { ...PART, filters: [['path', 'neq./']] }],
  ['metrics', truth.metrics, { ...WHOLE, type: 'path' }],
  ['metrics', truth.metrics, { ...PART, type: 'browser' }],
  ['metrics/expanded', truth.expanded, { ...WHOLE, type: 'entry' }],
  ['pageviews', truth.series, { ...WHOLE, unit: 'day', timezone: 'Europe/Paris' }],
];

const computed = (state, number) => {
  const [, compute, question] = QUESTIONS[number];
  state.answers ??= [];
  state.answers[number] ??= compute(historyOf(state), question);
  return state.answers[number];
};

const addressOf = (number) => {
  const [report, , { filters = [], ...question }] = QUESTIONS[number];
  return `/api/websites/${website}/${report}?${new URLSearchParams([...Object.entries(question), ...filters])}`;
};

// Asking ------------------------------------------------------------------------------------------------------------------

const down = new Set(); // servers that were killed
const answered = new Map(); // by server: how often

const isOf = ({ status, body }, state, number) =>
  state.exists ? status === 200 && isDeepStrictEqual(body, computed(state, number)) : status === 404;

/** Asks once. A server that is killed meanwhile owes no answer. */
const askOnce = async (server, number) => {
  const oldest = over;
  const wasDown = down.has(server);
  let reply;
  try {
    reply = await call(server, 'GET', addressOf(number), { token });
  } catch (error) {
    if (wasDown || down.has(server)) return;
    throw error;
  }
  if (reply.status === 503) return; // a lock was held for too long
  answered.set(server, (answered.get(server) ?? 0) + 1);
  const possible = states.slice(oldest, begun + 1);
  if (possible.some((state) => isOf(reply, state, number))) return;
  const expected = possible.map((state) => state.exists && computed(state, number));
  assert.fail(
    `GET ${addressOf(number)} (EXACTNESS_SEED=${SEED}): ${reply.status} ${JSON.stringify(reply.body)} is of none of the states from ` +
      `${oldest} to ${begun}: ${JSON.stringify(expected)}`,
  );
};

/** Does the work while both servers are asked without a pause. */
const whileAsked = async (work) => {
  let isOver = false;
  const asking = servers.map(async (server) => {
    for (let i = 0; !isOver; i++) await (down.has(server) ? new Promise((resolve) => setTimeout(resolve, 20)) : askOnce(server, i % QUESTIONS.length));
  });
  const working = work().finally(() => (isOver = true));
  await Promise.all([working, ...asking]);
};

const askAll = async () => {
  for (const server of servers) for (let number = 0; number < QUESTIONS.length; number++) await askOnce(server, number);
};

// What happens ------------------------------------------------------------------------------------------------------------

const upServer = () => random.pick(servers.filter((server) => !down.has(server)));

/** However often it is sent, it has one id and is stored once. */
const send = async ({ headers, body, means }, server = upServer()) => {
  body.payload.eventId ??= randomUUID();
  means.sessionId = (await ask(server, 'POST', '/api/send', { headers, body })).sessionId;
};

const arrive =
  ({ means }) =>
  ({ arrivals }) => ({ arrivals: [...arrivals, means] });

const collect = async (count) => {
  for (const sending of sendings.splice(0, count)) await step(arrive(sending), () => send(sending));
};

const deleteVisitor = async (work) => {
  const last = states.at(-1).arrivals;
  const gone = random.pick(last.filter(({ sessionId, kind }) => sessionId && kind === 'pageview'));
  const key = truth.visitorKey(gone);
  await step(
    ({ arrivals }) => ({ arrivals: arrivals.filter((arrival) => truth.visitorKey(arrival) !== key) }),
    () => work(`/api/websites/${website}/sessions/${gone.sessionId}`),
  );
};

/** Makes what has been collected worth folding: as many numbers pass as if other events had come and gone. */
const makeDue = () =>
  servers[0].psql(
    'UPDATE website_numbers SET last_event_number = last_event_number + $2 WHERE website_id = (SELECT website_id FROM websites WHERE website_uuid = $1)',
    [website, DUE],
  );

const isFolded = async () => (await servers[0].psql('SELECT count(*) AS changes FROM changes'))[0].changes === 0;

const kill = async (server) => {
  down.add(server);
  await server.kill9();
};

const raise = async (server) => {
  await server.restart();
  down.delete(server);
};

const startRebuild = () => {
  const child = spawn(process.env.SILLAGE, ['--rebuild', website], {
    env: { ...process.env, PGDATABASE: servers[0].database },
    stdio: 'ignore',
  });
  return { child, end: once(child, 'exit') };
};

/**
 * Locks a table so that whoever is to change it waits there, in the middle of a transaction; once somebody does, `work` happens, and
 * then the lock is given up.
 */
const inTheMiddle = async (table, work) => {
  const client = new pg.Client({ database: servers[0].database });
  await client.connect();
  try {
    await client.query(`BEGIN; LOCK TABLE ${table} IN SHARE MODE`);
    await work(() =>
      until(async () => {
        const { rows } = await client.query(
          "SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted AND relation = to_regclass($1)", [table],
        );
        return rows[0].waiting > 0;
      }, `somebody who waits for ${table}`),
    );
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
};

// -------------------------------------------------------------------------------------------------------------------------

test('while events come, late ones too, and blocks are folded', () =>
  whileAsked(async () => {
    assert.equal(run(servers[0], '--rebuild', website).status, 0);
    for (let times = 0; times < 3; times++) {
      await collect(60);
      await makeDue();
      await until(isFolded, 'changes to be folded');
    }
  }));

test('while blocks are made anew, by somebody who is killed again and again', () =>
  whileAsked(async () => {
    for (let times = 0; times < 10; times++) {
      const { child, end } = startRebuild();
      await collect(times);
      child.kill('SIGKILL');
      await end;
    }
    await inTheMiddle('changes', async (someoneWaits) => {
      const { child, end } = startRebuild();
      await someoneWaits(); // all blocks are written
      child.kill('SIGKILL');
      await end;
    });
    const { end } = startRebuild();
    await collect(20);
    assert.deepEqual(await end, [0, null]);
  }));

test('while a server is killed that folds: before the blocks are written, before the changes are gone, before the head is', () =>
  whileAsked(async () => {
    const [unlucky, other] = servers;
    for (const table of ['blocks', 'changes', 'block_heads']) {
      await collect(10);
      await kill(other); // so that it is certain who folds
      await inTheMiddle(table, async (someoneWaits) => {
        await makeDue();
        await someoneWaits();
        await kill(unlucky);
      });
      for (const server of servers) await raise(server);
    }
    await until(isFolded, 'changes to be folded');
  }));

test('while a server is killed that stores events: what is sent again is there once', () =>
  whileAsked(async () => {
    for (const sending of sendings.splice(0, 4)) {
      const [unlucky, other] = random.shuffled(servers);
      await step(arrive(sending), async () => {
        await inTheMiddle('ledger', async (someoneWaits) => {
          const lost = send(sending, unlucky).catch(() => {});
          await someoneWaits();
          await kill(unlucky);
          await lost;
        });
        await send(sending, other);
      });
      await raise(unlucky);
    }
  }));

test('while visitors are deleted, and a server is killed in the middle of it', () =>
  whileAsked(async () => {
    for (let i = 0; i < 3; i++) {
      await deleteVisitor((path) => ask(upServer(), 'DELETE', path, { token }));
      await collect(10);
    }
    await deleteVisitor(async (path) => {
      const [unlucky, other] = servers;
      await inTheMiddle('visits', async (someoneWaits) => {
        const lost = call(unlucky, 'DELETE', path, { token }).catch(() => {});
        await someoneWaits();
        await kill(unlucky);
        await lost;
      });
      await ask(other, 'DELETE', path, { token });
      await raise(unlucky);
    });
  }));

test('while the website is reset in the middle of visits', () =>
  whileAsked(async () => {
    for (const day of [4.5, 9.3]) {
      const resetAt = Math.floor(FROM + day * DAY);
      await step(
        () => ({ resetAt }),
        () => servers[0].psql('UPDATE websites SET reset_at = $2 WHERE website_uuid = $1', [website, new Date(resetAt).toISOString()]),
      );
      await collect(10);
    }
  }));

test('both servers were asked all the time, and have the same in the end', async () => {
  for (const server of servers) assert.ok(answered.get(server) > 50, `${answered.get(server)} answers`);
  await askAll();
  assert.deepEqual(run(servers[0], '--check'), ALL_WELL);
});

test('while the website is deleted, by a server that is killed in the middle of it', async () => {
  const kept = await createWebsite(servers[0], token);
  const [unlucky, other] = servers;
  await whileAsked(() =>
    step(
      () => ({ exists: false }),
      async () => {
        await inTheMiddle('visits', async (someoneWaits) => {
          const lost = call(unlucky, 'DELETE', `/api/websites/${website}`, { token }).catch(() => {});
          await someoneWaits();
          await kill(unlucky);
          await lost;
        });
        await ask(other, 'DELETE', `/api/websites/${kept.id}`, { token });
        await raise(unlucky);
      },
    ),
  );
  await askAll();
  for (const table of ['events', 'visits', 'blocks', 'changes'])
    assert.deepEqual(await other.psql(`SELECT count(*) AS rows FROM ${table}`), [{ rows: 0 }], table);
  assert.deepEqual(run(other, '--check'), ALL_WELL);
});
