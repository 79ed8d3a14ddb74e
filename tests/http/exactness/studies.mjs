// Funnels, journeys and the like, asked in both ways.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../../support/server.mjs';
import * as truth from '../../support/truth.mjs';
import * as studies from '../../support/truth_studies.mjs';
import { addressOf, compare, iso, note, repeat, testAtRandom } from './asking.mjs';
import { FEWER, deal, makeCompare, makeQuestion, makeUnit, rarely, valuesOf } from './questions.mjs';
import { QUESTIONS, WHOLE, history, measurements, random, server, token, website } from './world.mjs';

// What a body has as "filters": all that is not among the parameters.
const postedFilters = ({ startAt, endAt, timezone, filters, segment, cohort, ...others }) => ({
  ...Object.fromEntries(filters),
  ...others,
  ...(segment ? { segment: segment.id } : {}),
  ...(cohort ? { cohort: cohort.id } : {}),
});

// As Umami 3.1 asks.
const checkPosted = async (name, question, parameters, expected) => {
  const { startAt, endAt, timezone } = question;
  const body = {
    websiteId: website,
    type: name,
    filters: postedFilters(question),
    parameters: { startDate: iso(startAt), endDate: iso(endAt), timezone, ...parameters },
  };
  const got = await ask(server, 'POST', `/api/reports/${name}`, { token, body });
  compare(`${name} ${JSON.stringify(body)}`, expected, got);
  note(`/api/reports/${name}`, question, parameters);
};

const checkStudy = async (report, compute, question, parameters) => {
  const expected = compute({ ...question, ...parameters });
  const address = addressOf(`/api/websites/${website}/${report}`, { ...question, ...inQuery(parameters) });
  compare(address, expected, await ask(server, 'GET', address, { token }));
  return expected;
};

// By query string, and where Umami 3.1 asks by a body of this name, in that way too.
const study = (report, computeAbout, makeParameters, { posted, about = () => history } = {}) => {
  const compute = (question) => computeAbout(about(), question);
  test(`${report} of the whole time`, () =>
    repeat(() => checkStudy(report, compute, { ...WHOLE, filters: [] }, makeParameters()), Math.ceil(QUESTIONS / 4)));
  testAtRandom(report, async () => {
    const question = makeQuestion();
    const parameters = { unit: makeUnit(), ...makeParameters() };
    const expected = await checkStudy(report, compute, question, parameters);
    if (posted) await checkPosted(posted, question, parameters, expected);
  });
};

// Kept under a name, and asked by its id.
const keptStudy = (kind, compute, makeParameters) =>
  testAtRandom(
    `${kind}s that are kept`,
    async () => {
      const parameters = makeParameters();
      const body = { name: kind, parameters };
      const { id } = await ask(server, 'POST', `/api/websites/${website}/${kind}s`, { token, body });
      const computeKept = (question) => compute(history, { ...question, ...parameters });
      await checkStudy(`${kind}s/${id}/stats`, computeKept, makeQuestion(), { unit: makeUnit() });
    },
    FEWER,
  );

// Lists as the query string has them.
const inQuery = (parameters) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      if (!Array.isArray(value)) return [name, value];
      return [name, typeof value[0] === 'string' ? value.join() : JSON.stringify(value)];
    }),
  );

const makeWildcard = (value) => {
  const place = random.below(value.length);
  return random.pick([value, value, `${value.slice(0, place)}*`, `*${value.slice(place)}`, '*']);
};

const makeStep = (withFilters) => {
  const type = random.pick(['path', 'path', 'event']);
  const value = makeWildcard(random.pick(valuesOf(type)) || '*');
  if (type === 'path' || !withFilters || random.chance(0.5)) return { type, value };
  const filter = () => ({
    property: random.pick(['plan', 'seats', 'trial', 'revenue', 'nothing']),
    operator: random.pick(['eq', 'neq', 'c', 'dnc']),
    value: random.pick(['free', 'pro', 'Pro', '1', '0', 'true', '19.99', '']),
  });
  return { type, value, filters: Array.from({ length: 1 + random.below(2) }, filter) };
};

const makeFunnel = () => ({
  window: random.pick([1, 5, 30, 60, 24 * 60, 400 * 24 * 60]),
  steps: Array.from({ length: 2 + random.below(3) }, () => makeStep(true)),
});
study('funnels/stats', studies.funnel, makeFunnel, { posted: 'funnel' });
keptStudy('funnel', studies.funnel, makeFunnel);

study('goals/stats', studies.goal, () => makeStep(false), { posted: 'goal' });
keptStudy('goal', studies.goal, () => makeStep(false));

study('retention', studies.retention, () => ({}), { posted: 'retention' });

study(
  'journeys',
  studies.journeys,
  () => ({
    steps: 2 + random.below(6),
    ...(deal('first step', rarely(true, 2)) ? { startStep: random.pick(valuesOf(random.pick(['path', 'event']))) } : {}),
    ...(deal('last step', rarely(true, 2)) ? { endStep: random.pick(valuesOf(random.pick(['path', 'event']))) } : {}),
  }),
  { posted: 'journey' },
);

study('utm/metrics', studies.utmMetrics, () => ({
  type: deal('campaign', ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']),
}));

test('breakdown of the whole time, by each property', async () => {
  for (const type of truth.TYPES)
    await checkStudy('breakdown', (question) => studies.breakdown(history, question), { ...WHOLE, filters: [] }, { fields: [type] });
});
study('breakdown', studies.breakdown, () => ({ fields: random.shuffled([...truth.TYPES]).slice(0, 1 + random.below(4)) }), {
  posted: 'breakdown',
});

study(
  'attribution',
  studies.attribution,
  () => {
    const { type, value } = makeStep(false);
    const currency = deal('credited in', [undefined, 'EUR', 'usd']);
    return { model: deal('model', ['first-click', 'last-click']), type, step: value, ...(currency ? { currency } : {}) };
  },
  { posted: 'attribution' },
);

const makeRevenue = () => ({ currency: random.pick(['EUR', 'EUR', 'usd', 'CHF']), compare: makeCompare() });
study('revenue/chart', studies.revenueChart, makeRevenue);
study('revenue/stats', studies.revenueStats, makeRevenue);
study('revenue/metrics', studies.revenueMetrics, () => ({
  ...makeRevenue(),
  type: deal('place', ['country', 'region', 'referrer', 'channel']),
}));

const makeMetric = () => ({ metric: deal('vital', [undefined, 'lcp', 'inp', 'cls', 'fcp', 'ttfb']) });
const speed = { about: () => ({ measurements, history }) };
study('performance/chart', studies.performanceChart, makeMetric, speed);
study('performance/stats', studies.performanceStats, makeMetric, speed);
study(
  'performance/metrics',
  studies.performanceMetrics,
  () => ({
    ...makeMetric(),
    type: deal('measured', ['path', 'title', 'device', 'browser']),
    limit: deal('limit', [undefined, undefined, 1, 2, 3]),
  }),
  speed,
);

// What 3.1 has in one document, 3.3 in several.
const whole = (name, compute, makeParameters, { about = () => history } = {}) =>
  testAtRandom(`${name} as Umami 3.1 has it`, () => {
    const question = makeQuestion();
    const parameters = { unit: makeUnit(), ...makeParameters() };
    return checkPosted(name, question, parameters, compute(about(), { ...question, ...parameters }));
  });

whole('utm', studies.utm, () => ({}));
whole('revenue', studies.revenue, makeRevenue);
whole('performance', studies.performance, makeMetric, speed);

test('funnels, goals and the like are about something', () => {
  const question = { ...WHOLE, window: 24 * 60, steps: [{ type: 'path', value: '*' }, { type: 'event', value: '*' }] };
  assert.ok(studies.funnel(history, question)[1].visitors > 5);
  assert.ok(studies.retention(history, question).some(({ day }) => day > 0));
  assert.ok(studies.journeys(history, { ...question, steps: 3 }).some(({ count }) => count > 1));
  assert.ok(studies.revenueStats(history, { ...question, currency: 'EUR' }).sum > 100);
  const advertisers = studies.attribution(history, { ...WHOLE, model: 'last-click', type: 'event', step: '*' }).paidAds;
  assert.deepEqual(advertisers.map(({ name }) => name).sort(), ['Facebook / Meta', 'Google Ads']);
  assert.ok(studies.performanceStats(speed.about(), question).count > 50);
  assert.ok(measurements.some(({ visit }) => visit.none) && measurements.some(({ visit }) => !visit.none));
});
