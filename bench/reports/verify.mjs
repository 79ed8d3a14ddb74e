// Compares what the reports answer with plain SQL over all stored rows: random ranges, zones, units, types, operators, several
// filters and both ways to match them. Ends with status 1 at any difference, and says which.
//
//   node verify.mjs URL WEBSITE UNTIL DAYS     ADMIN_PASSWORD, and libpq's variables for psql
//
// QUESTIONS says how many of each report, SEED draws others; CALLS chooses reports by a regular expression over their names.
// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { makeRandom } from '../../tests/support/traffic.mjs';
import { ask, signIn } from './client.mjs';
import * as plain from './plain.mjs';

const [url, website, until, days] = process.argv.slice(2);
const { QUESTIONS = '30', SEED = '1', CALLS = '', ADMIN_PASSWORD } = process.env;
const wanted = new RegExp(CALLS);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = ['UTC', 'Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
const OPERATORS = ['eq', 'neq', 'c', 'dnc', 're', 'nre'];
const PATTERNS = ['^/', 'a$', '^$', 's|x', '[a-d]', 'é', '^[^-]+$', '(sign|buy)', '\\.', 'o{2}', '^[a-z]+$', '20[12][0-9]'];
const FILTERS = ['path', 'title', 'query', 'hostname', 'tag', 'event', 'referrer', 'domain', 'channel', 'utmSource', 'utmMedium']
  .concat(['utmCampaign', 'utmContent', 'utmTerm', 'browser', 'os', 'device', 'screen', 'language', 'country', 'region', 'city'])
  .concat('distinctId');
const TYPES = [...FILTERS, 'entry', 'exit'];

const random = makeRandom(Number(SEED));

/** What one statement answers, as text. */
function query(sql) {
  return new Promise((resolve, reject) => {
    const child = spawn('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1']);
    const parts = [];
    let trouble = '';
    child.stdout.on('data', (part) => parts.push(part));
    child.stderr.on('data', (part) => (trouble += part));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(parts).toString().trim()) : reject(new Error(`${trouble}\n${sql}`))));
    child.stdin.end(sql);
  });
}

/** Some values of every property that are there: those of a thousand rows or so. */
async function sampleValues() {
  const percent = Math.min(100, 1e5 / Number(await query('SELECT count(*) FROM verify.flat')));
  const columns = TYPES.map((name) => `array_agg(DISTINCT "${name}") AS "${name}"`).join(', ');
  const rows = `SELECT * FROM verify.flat TABLESAMPLE BERNOULLI (${percent}) REPEATABLE (1)`;
  return JSON.parse(await query(`SELECT row_to_json(s) FROM (SELECT ${columns} FROM (${rows}) f) s`));
}

const respelled = (text) => random.pick([text, text.toUpperCase(), text.toLowerCase()]);
const part = (text) => {
  const letters = [...text];
  const from = random.below(letters.length || 1);
  return letters.slice(from, from + 1 + random.below(4)).join('');
};

function makeFilter(property, operator, known) {
  if (operator.endsWith('re')) return `${operator}.${random.pick(PATTERNS)}`;
  const filled = ['nothing', ...known].filter((value) => value !== '');
  if (operator === 'c' || operator === 'dnc') return `${operator}.${respelled(part(random.pick(filled)))}`;
  return `${operator}.${Array.from({ length: 1 + random.below(3) }, () => random.pick(known)).join(',')}`;
}

function makeFilters(samples, count) {
  return Array.from({ length: count }, (_, i) => {
    const property = random.pick(FILTERS);
    return [i === 0 ? property : `${property}${i}`, makeFilter(property, random.pick(OPERATORS), samples[property])];
  });
}

function makeRange() {
  const length = Math.min(Number(days), random.pick([1 / 24, 0.5, 1, 7, 30, 90])) * DAY - random.below(2);
  const latest = Math.max(0, Number(days) * DAY - length);
  const startAt = Number(until) - length - random.pick([0, Math.floor(random.next() * latest)]);
  return { startAt: Math.floor(startAt), endAt: Math.floor(startAt + length) - 1 };
}

function makeQuestion(samples, more = {}) {
  const range = makeRange();
  return {
    ...range,
    timezone: random.pick(ZONES),
    filters: makeFilters(samples, random.pick([0, 1, 1, 2, 3])),
    ...(random.chance(0.4) ? { match: random.pick(['all', 'any']) } : {}),
    ...(random.chance(0.15) ? { excludeBounce: '1' } : {}),
    ...(random.chance(0.25) ? { eventType: random.pick([1, 2]) } : {}),
    ...more,
  };
}

function pathOf(report, { filters, ...question }) {
  const parameters = new URLSearchParams();
  for (const [name, value] of [...Object.entries(question), ...filters]) parameters.append(name, value);
  return `/api/websites/:id/${report}?${parameters}`;
}

const statsOf = ({ comparison, ...now }) => ({ now, before: comparison });
const cutOf = () => (random.chance(0.5) ? { limit: 1 + random.below(50), offset: random.below(40) } : {});
const searchOf = () => (random.chance(0.2) ? { search: random.pick(['a', 'É', '/', '%', '_', 'Ho']) } : {});
const unitOf = ({ startAt, endAt }) => random.pick(endAt - startAt < 29 * DAY ? ['hour', 'day'] : ['day', 'month']);

const FIELDS = ['path', 'path,browser', 'country,device,language', 'event,os', 'channel,entry', 'utmSource,utmMedium,path'];
const makeStep = () =>
  random.pick([
    ...['/', '/shop', '/shop/*', '*', '/docs/*-1*', '/signup'].map((value) => ({ type: 'path', value })),
    ...['signup', 's*', 'purchase', '*'].map((value) => ({ type: 'event', value })),
  ]);

const pageMade = () => ({ page: 1 + random.below(4), pageSize: 1 + random.below(30) });
const NUMBERS = [
  { eventName: 'add-to-cart', propertyName: 'item.price' },
  { eventName: 'purchase', propertyName: 'revenue' },
  { eventName: 'search', propertyName: 'results' },
];
const namesMade = () => ({
  ...(random.chance(0.5) ? { eventName: random.pick(['signup', 'search', 'purchase', 'nothing']) } : {}),
  ...(random.chance(0.5) ? { propertyName: random.pick(['plan', 'query', 'order', 'revenue', 'item.name', 'tries']) } : {}),
});
const nameMade = () => (random.chance(0.5) ? { propertyName: random.pick(['plan', 'seats', 'since']) } : {});

/** Of a list, its count and these members of its entries. */
const listOf = (...names) => ({ count, data }) =>
  ({ count, data: data.map((entry) => Object.fromEntries(names.map((name) => [name, entry[name]]))) });

// What is asked, the question's own parameters, the plain statement, and what of the answer is compared.
const REPORTS = [
  { report: 'stats', make: () => ({}), truth: plain.stats, shown: statsOf },
  { report: 'pageviews', make: (question) => ({ unit: unitOf(question) }), truth: plain.pageviews, shown: (answer) => answer },
  { report: 'metrics', make: (_, type) => ({ type, ...cutOf(), ...searchOf() }), truth: plain.metrics, shown: (answer) => answer },
  { report: 'metrics/expanded', make: (_, type) => ({ type, ...cutOf(), ...searchOf() }), truth: plain.expanded, shown: (answer) => answer },
  { report: 'values', make: (_, type) => ({ type, ...searchOf() }), truth: plain.values, shown: (answer) => answer },
  { report: 'sessions/weekly', make: () => ({}), truth: plain.weekly, shown: (answer) => answer },
  { report: 'sessions/stats', make: () => ({}), truth: plain.sessionsStats, shown: (answer) => answer },
  { report: 'events/series', make: (question) => ({ unit: unitOf(question) }), truth: plain.eventsSeries, shown: (answer) => answer },
  { report: 'goals/stats', make: () => makeStep(), truth: plain.goal, shown: (answer) => answer },
  {
    report: 'funnels/stats',
    make: () => ({ window: random.pick([1, 10, 60, 1440]), steps: JSON.stringify([makeStep(), makeStep(), makeStep()]) }),
    truth: plain.funnel,
    shown: (answer) => answer.map(({ visitors }) => visitors),
  },
  { report: 'retention', make: () => ({}), truth: plain.retention, shown: (answer) => answer },
  { report: 'journeys', make: () => ({ steps: 2 + random.below(6) }), truth: plain.journeys, shown: (answer) => answer },
  {
    report: 'utm/metrics',
    make: () => ({ type: `utm_${random.pick(['source', 'medium', 'campaign', 'term', 'content'])}` }),
    truth: plain.utmMetrics,
    shown: (answer) => answer,
  },
  { report: 'breakdown', make: () => ({ fields: random.pick(FIELDS) }), truth: plain.breakdown, shown: (answer) => answer },
  {
    report: 'revenue/metrics',
    make: () => ({ currency: random.pick(['EUR', 'GBP']), type: random.pick(['country', 'channel', 'referrer']) }),
    truth: plain.revenueMetrics,
    shown: (answer) => answer,
  },
  {
    report: 'attribution',
    make: () => {
      const { type, value } = makeStep();
      return { model: random.pick(['first-click', 'last-click']), type, step: value };
    },
    truth: plain.attribution,
    shown: ({ paidAds, ...others }) => others,
  },
  { report: 'sessions', make: pageMade, truth: plain.sessions, shown: listOf('firstAt', 'lastAt', 'visits', 'views', 'events', ...plain.OF_SESSION) },
  { report: 'events', make: pageMade, truth: plain.events, shown: listOf('createdAt', 'urlPath', 'eventType', 'eventName', ...plain.OF_EVENT) },
  { report: 'event-data/properties', make: namesMade, truth: plain.eventDataProperties, shown: (answer) => answer },
  { report: 'event-data/values', make: namesMade, truth: plain.eventDataValues, shown: (answer) => answer },
  { report: 'event-data/stats', make: namesMade, truth: plain.eventDataStats, shown: (answer) => answer },
  {
    report: 'event-data-pivot/numeric-series',
    make: (question) => ({ unit: unitOf(question), ...random.pick(NUMBERS) }),
    truth: plain.numericSeries,
    shown: (answer) => answer,
  },
  { report: 'session-data/properties', make: nameMade, truth: plain.sessionDataProperties, shown: (answer) => answer },
  { report: 'session-data/values', make: nameMade, truth: plain.sessionDataValues, shown: (answer) => answer },
  { report: 'revenue/stats', make: () => ({ currency: random.pick(['EUR', 'USD', 'JPY']) }), truth: plain.revenueStats, shown: statsOf },
];

/** The members of both in the same order, so that texts can be compared. */
const ordered = (value) => {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, ordered(value[name])]));
};
const asText = (value) => JSON.stringify(ordered(value));

let asked = 0;
let wrong = 0;
let unanswered = 0; // in the time that the server gives a statement
const missing = new Set(); // reports that the server does not have

async function compare(server, { report, truth, shown }, question) {
  const path = pathOf(report, question);
  const { status, text } = await ask(server, { path });
  if (status === 404) {
    missing.add(report);
    return;
  }
  if (status === 503) {
    unanswered++;
    console.log(`GET ${path}\n  no answer in time`);
    return;
  }
  const expected = asText(JSON.parse(await query(truth(question))));
  const got = status === 200 ? asText(shown(JSON.parse(text))) : `status ${status}: ${text}`;
  asked++;
  if (expected === got) return;
  wrong++;
  const at = [...expected].findIndex((letter, i) => letter !== got[i]);
  const around = (all) => all.slice(Math.max(0, at - 60), at + 100);
  console.log(`GET ${path}\n  expected ...${around(expected)}...\n  got      ...${around(got)}...`);
}

const server = { url, website };
server.token = await signIn(server, ADMIN_PASSWORD);
const samples = await sampleValues();
for (const entry of REPORTS.filter(({ report }) => wanted.test(report))) {
  const begun = Date.now();
  const every = ['metrics', 'metrics/expanded', 'values'].includes(entry.report) ? TYPES : [];
  const types = [...every, ...Array.from({ length: Number(QUESTIONS) }, () => random.pick(TYPES))];
  for (const type of types) {
    if (missing.has(entry.report)) break;
    const question = makeQuestion(samples);
    await compare(server, entry, { ...question, ...entry.make(question, type) });
  }
  const count = missing.has(entry.report) ? 'missing' : `${types.length} questions`;
  console.log(`${entry.report}: ${count}, ${wrong} wrong so far, ${Math.round((Date.now() - begun) / 1000)} s`);
}
if (wanted.test('each filter by each operator')) {
  for (const property of FILTERS) {
    for (const operator of OPERATORS) {
      await compare(server, REPORTS[0], makeQuestion(samples, { filters: [[property, makeFilter(property, operator, samples[property])]] }));
    }
  }
  console.log(`stats with each filter by each operator: ${FILTERS.length * OPERATORS.length} questions`);
}
const visits = Number(await query('SELECT count(*) FROM verify.wrong_visits'));
const hours = Number(await query('SELECT count(*) FROM ledger_differences()'));
console.log(`${asked} answers, ${wrong} wrong, ${unanswered} questions unanswered; not as their rows say: ${visits} visits, ${hours} hours of the ledger`);
process.exit(wrong + unanswered + visits + hours > 0 ? 1 : 0);
