// The last half hour, and milliseconds.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, createWebsite } from '../../support/server.mjs';
import { WEBSITE_DOMAIN, makeTraffic } from '../../support/traffic.mjs';
import * as truth from '../../support/truth.mjs';
import { addressOf, compare } from './asking.mjs';
import { deal, makeCohort, makeQuestion, makeSaved, rarely, save } from './questions.mjs';
import { DAY, HOUR, MINUTE, QUESTIONS, SECOND, countAnonymously, random, sendAll, sendUndated, server, token, undated } from './world.mjs';

const makeLive = (id) => {
  const now = Math.floor(Date.now() / SECOND) * SECOND;
  // One a ten seconds, so that no two are at the same time; none near five minutes ago, where `active` ends.
  const times = Array.from({ length: 200 }, (_, i) => now - 5 * SECOND - i * 10 * SECOND);
  const moments = [...times.filter((at) => Math.abs(now - at - 5 * MINUTE) > 30 * SECOND), now + HOUR];
  const drawn = makeTraffic(random, id, { visitors: moments.length, groups: 1 }).filter(
    ({ means }) => ['pageview', 'event'].includes(means.kind),
  );
  return moments.map((at, i) => {
    const { headers, body, means } = drawn[i];
    return {
      headers,
      body: { ...body, payload: { ...body.payload, timestamp: at / SECOND } },
      means: { ...means, at },
    };
  });
};

test('active and realtime', async () => {
  const { id } = await createWebsite(server, token, { domain: WEBSITE_DOMAIN });
  await countAnonymously(id);
  const sendings = makeLive(id);
  const live = truth.makeHistory(
    await sendAll(sendings.map((sending) => ({ path: '/api/send', headers: sending.headers, sendings: [sending] }))),
  );
  const activeAddress = `/api/websites/${id}/active`;
  compare(activeAddress, truth.active(live, Date.now()), await ask(server, 'GET', activeAddress, { token }));

  const segment = await save('segment', makeSaved(3), id);
  const cohort = await save('cohort', { ...makeCohort(), range: { startAt: 0, endAt: Date.now() + DAY } }, id);
  for (let i = 0; i < QUESTIONS; i++) {
    const here = { segment: deal('segment here', rarely(segment)), cohort: deal('cohort here', rarely(cohort)) };
    const { startAt, endAt, ...question } = i === 0 ? {} : makeQuestion(here);
    const address = addressOf(`/api/realtime/${id}`, question);
    const { timestamp, ...got } = await ask(server, 'GET', address, { token });
    assert.ok(Math.abs(timestamp - Date.now()) < MINUTE, `timestamp ${timestamp}`);
    compare(address, truth.realtime(live, question, timestamp), got);
  }
});

test('milliseconds: duration is rounded down, and a range ends with its last one', async () => {
  await sendUndated();
  const { events } = await ask(server, 'GET', `/api/realtime/${undated}`, { token });
  const views = events
    .filter((entry) => entry.__type === 'pageview')
    .map(({ createdAt, sessionId }) => ({
      at: Date.parse(createdAt),
      kind: 'pageview',
      distinctId: sessionId,
      page: {},
      source: {},
      client: {},
    }));
  assert.equal(views.length, 40);
  const known = truth.makeHistory(views);
  for (const { at } of known) {
    for (const range of [
      { startAt: at, endAt: at },
      { startAt: at - DAY, endAt: at - 1 },
      { startAt: at + 1, endAt: at + DAY },
    ]) {
      const address = addressOf(`/api/websites/${undated}/stats`, range);
      compare(address, truth.stats(known, range), await ask(server, 'GET', address, { token }));
    }
  }
});
