// Compares what the reports answer with plain SQL over all stored rows: every call of the table, and of every report random
// questions: ranges, zones, units, types, operators, several filters and both ways to match them, segments, cohorts, after a
// reset, and about the whole time. Ends with status 1 at any difference, and says which.
//
//   node verify.mjs URL WEBSITE UNTIL DAYS     ADMIN_PASSWORD, and libpq's variables for psql
//
// QUESTIONS says how many random ones of each report, SEED draws others; CALLS chooses reports by a regular expression over their names.
// SPDX-License-Identifier: MIT
import { spawn, spawnSync } from 'node:child_process';
import { unitOf } from '../../tests/support/truth.mjs';
import { CALLS } from './calls.mjs';
import { ask, signIn } from './client.mjs';
import { REPORTS } from './compared.mjs';
import { FILTERS, OPERATORS, TYPES, aboutAll, callOf, makeQuestions, questionOf, written } from './questions.mjs';

const [url, website, until, days] = process.argv.slice(2);
const { QUESTIONS = '3', SEED = '1', CALLS: CHOSEN = '', ADMIN_PASSWORD } = process.env;
const wanted = new RegExp(CHOSEN);
const AT_ONCE = 2; // statements of the plain SQL
const SAVED = 5; // segments, and cohorts
const SAMPLED = 1000; // rows, and visits
const PROGRESS_MS = 5000;
// One of each way to go over rows: of ten million, plain SQL takes ten seconds and more.
const OF_WHOLE = ['stats', 'metrics', 'sessions/weekly', 'events/series', 'goals/stats', 'revenue/stats', 'performance/chart', 'event-data/properties'];
const OPERATOR_MS = 6 * 3_600_000; // the range of the many questions about operators
const PSQL = ['-XAtq', '-v', 'ON_ERROR_STOP=1'];
const SETTINGS = { PGOPTIONS: '-c work_mem=256MB -c jit=off -c max_parallel_workers_per_gather=1 -c statement_timeout=100s' };

/** What one statement answers, as text. */
function query(sql) {
  return new Promise((resolve, reject) => {
    const child = spawn('psql', PSQL, { env: { ...process.env, ...SETTINGS } });
    const parts = [];
    let trouble = '';
    child.stdout.on('data', (part) => parts.push(part));
    child.stderr.on('data', (part) => (trouble += part));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(parts).toString().trim()) : reject(new Error(`${trouble}\n${sql}`))));
    child.stdin.end(sql);
  });
}

const percentOf = async (table) => Math.min(100, (100 * SAMPLED) / Number(await query(`SELECT count(*) FROM verify.${table}`)));

/** Some values of every property that are there: those of a thousand rows or so. */
async function sampleValues() {
  const columns = TYPES.map((name) => `array_agg(DISTINCT "${name}") AS "${name}"`).join(', ');
  const moments = `SELECT at FROM verify.rows TABLESAMPLE BERNOULLI (${await percentOf('rows')}) REPEATABLE (1)`;
  return JSON.parse(await query(`SELECT row_to_json(s) FROM (SELECT ${columns} FROM verify.flat WHERE at = ANY (ARRAY(${moments}))) s`));
}

/** Some visits that last, by their start. */
async function sampleSpans() {
  const visits = `verify.visits TABLESAMPLE BERNOULLI (${await percentOf('visits')}) REPEATABLE (1)`;
  return JSON.parse(await query(`SELECT coalesce(json_agg(json_build_object('start', started_at, 'end', ended_at) ORDER BY started_at), '[]')
    FROM ${visits} WHERE ended_at > started_at + 1 AND pageviews + events > 0`));
}

const setReset = (at) => `UPDATE websites SET reset_at = ${at === null ? 'NULL' : `to_timestamp(${at} / 1000.0)`} WHERE website_uuid = '${website}'`;

// What is changed to ask is as it was when this ends, however it ends.
const savedIds = [];
process.on('exit', () => {
  const ids = savedIds.map((id) => `'${id}'`).join(', ');
  spawnSync('psql', [...PSQL, '-c', setReset(null), ...(ids ? ['-c', `DELETE FROM segments WHERE segment_id IN (${ids})`] : [])]);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

async function save(server, type, saved) {
  const dateRange = saved.range && `range:${saved.range.startAt}:${saved.range.endAt}`;
  const parameters = { filters: saved.filters.map(written), match: saved.match, action: saved.action, dateRange };
  const { status, text } = await ask(server, { path: '/api/websites/:id/segments', body: { type, name: 'to verify', parameters } });
  if (status !== 200) throw new Error(`no ${type}: ${status} ${text}`);
  const { id } = JSON.parse(text);
  savedIds.push(id);
  return { ...saved, id };
}

// Comparing ---------------------------------------------------------------------------------------------------------------

/** The members of both in the same order, so that texts can be compared; floating-point numbers without their last digits. */
const ordered = (value) => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value === 'number') return Number(value.toPrecision(14));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, ordered(value[name])]));
};
const asText = (value) => JSON.stringify(ordered(value));

const counts = new Map(); // by report: { answers, wrong, unanswered, ms }
const features = new Map(); // how many questions were about each

async function compare({ server, questions }, { report, question }) {
  const { truth, shown = (answer) => answer } = REPORTS[report];
  const { resetAt, ...asked } = question;
  const call = callOf(report, website, asked);
  const askedAt = Date.now();
  const { status, text } = await ask(server, call);
  const count = counts.get(report) ?? { answers: 0, wrong: 0, unanswered: 0, ms: 0 };
  counts.set(report, count);
  const named = `${call.path}${call.body ? ` ${JSON.stringify(call.body)}` : ''}${resetAt ? `, reset at ${resetAt}` : ''}`;
  if (status === 503) {
    count.unanswered++;
    console.log(`\n${named}\n  no answer in time`);
    return;
  }
  const begun = performance.now();
  const expected = asText(shown(JSON.parse(await query(truth({ ...question, unit: unitOf(question), askedAt })))));
  count.ms += performance.now() - begun;
  const got = status === 200 ? asText(shown(JSON.parse(text))) : `status ${status}: ${text}`;
  count.answers++;
  for (const feature of questions.featuresOf(question)) features.set(feature, (features.get(feature) ?? 0) + 1);
  if (expected === got) return;
  count.wrong++;
  const at = [...expected].findIndex((letter, i) => letter !== got[i]);
  const around = (all) => all.slice(Math.max(0, at - 60), at + 100);
  console.log(`\n${named}\n  expected ...${around(expected)}...\n  got      ...${around(got)}...`);
}

const total = (name) => [...counts.values()].reduce((sum, count) => sum + count[name], 0);

/** Some at once, each as soon as one before is done; says how far it is. */
async function compareAll(about, title, tasks) {
  const left = [...tasks];
  const seconds = () => Math.round(performance.now() / 1000);
  const progress = () =>
    process.stderr.write(`\r${title}: ${tasks.length - left.length} of ${tasks.length} asked, ${total('wrong')} wrong, ${seconds()} s  `);
  const timer = setInterval(progress, PROGRESS_MS);
  const worker = async () => {
    for (let task = left.shift(); task; task = left.shift()) await compare(about, task);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker)).finally(() => clearInterval(timer));
  progress();
  process.stderr.write('\n');
}

// Questions ---------------------------------------------------------------------------------------------------------------

const server = { url, website };
server.token = await signIn(server, ADMIN_PASSWORD);
await query(setReset(null));
const [samples, spans] = [await sampleValues(), await sampleSpans()];
const questions = makeQuestions({ seed: Number(SEED), until: Number(until), days: Number(days), samples, spans });
const saved = { segments: [], cohorts: [] };
for (let i = 0; i < SAVED; i++) {
  saved.segments.push(await save(server, 'segment', questions.makeSaved()));
  saved.cohorts.push(await save(server, 'cohort', questions.makeCohort()));
}

const about = { server, questions };
const chosen = Object.keys(REPORTS).filter((report) => wanted.test(report));
const withParameters = (report, question, type) => {
  const parameters = REPORTS[report].make(questions.random, question, type);
  return { report, question: { ...question, ...parameters } };
};

const ofTable = CALLS.map(({ name, ask: callAt }) => {
  const range = questions.makeRange();
  const { report, question } = questionOf(callAt({ ...range, query: range, timezone: 'Europe/Paris', website }), { ...range, timezone: 'Europe/Paris' });
  if (!(report in REPORTS)) throw new Error(`nothing to compare "${name}" with`);
  return { report, question };
}).filter(({ report }) => wanted.test(report));

const atRandom = chosen.flatMap((report) => {
  const types = ['metrics', 'metrics/expanded', 'values'].includes(report) ? TYPES : [];
  const drawn = [...types, ...Array.from({ length: Number(QUESTIONS) }, () => questions.random.pick(TYPES))];
  return drawn.map((type) => withParameters(report, questions.makeQuestion(saved), type));
});

const byOperator = wanted.test('each filter by each operator')
  ? FILTERS.flatMap((property) =>
      OPERATORS.map((operator) => {
        const filters = [[property, questions.makeFilter(property, operator)]];
        const { startAt } = questions.makeRange();
        return { report: 'stats', question: { startAt, endAt: startAt + OPERATOR_MS - 1, timezone: 'UTC', filters } };
      }),
    )
  : [];

const ofAll = OF_WHOLE.filter((report) => chosen.includes(report)).map((report) =>
  withParameters(report, aboutAll({ ...questions.makeQuestion(saved), ...questions.whole }), questions.random.pick(TYPES)));

// In the middle of the range, or so early that nothing of it is left.
const afterReset = (resetAt) =>
  chosen.map((report) => {
    const length = questions.random.pick([3_600_000, 86_400_000]);
    const range = { startAt: resetAt - Math.floor(length * questions.random.next()), endAt: resetAt + length };
    return withParameters(report, { ...questions.makeQuestion(saved), ...range, resetAt }, questions.random.pick(TYPES));
  });

await compareAll(about, 'the calls of the table', ofTable);
await compareAll(about, 'random questions', atRandom);
await compareAll(about, 'each filter by each operator', byOperator);
await compareAll(about, 'the whole time', ofAll);
const resetAt = Math.floor((questions.whole.startAt + questions.whole.endAt) / 2);
await query(setReset(resetAt));
await compareAll(about, 'after a reset', afterReset(resetAt));
await query(setReset(null));

console.log(`${'report'.padEnd(36)}${'answers'.padStart(10)}${'wrong'.padStart(10)}${'SQL, s'.padStart(10)}`);
for (const [report, { answers, wrong, ms }] of counts)
  console.log(`${report.padEnd(36)}${String(answers).padStart(10)}${String(wrong).padStart(10)}${(ms / 1000).toFixed(1).padStart(10)}`);
console.log(`\nwith ${[...features].map(([feature, count]) => `${feature} ${count}`).join(', ')}`);
const visits = Number(await query('SELECT count(*) FROM verify.wrong_visits'));
const hours = Number(await query('SELECT count(*) FROM ledger_differences()'));
const [answers, wrong, unanswered] = ['answers', 'wrong', 'unanswered'].map(total);
console.log(`${answers} answers, ${wrong} wrong, ${unanswered} questions unanswered; not as their rows say: ${visits} visits, ${hours} hours of the ledger`);
process.exit(wrong + unanswered + visits + hours > 0 ? 1 : 0);
