// What verify.mjs asks: random questions about a website whose traffic it knows samples of, and the calls of the table.
// SPDX-License-Identifier: MIT
import { makeRandom } from '../../tests/support/traffic.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const ZONES = ['UTC', 'Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
const HALF_HOUR_ZONES = ZONES.slice(2);
export const OPERATORS = ['eq', 'neq', 'c', 'dnc', 're', 'nre'];
const PATTERNS = ['^/', 'a$', '^$', 's|x', '[a-d]', 'é', '^[^-]+$', '(sign|buy)', '\\.', 'o{2}', '^[a-z]+$', '20[12][0-9]'];
export const FILTERS = ['path', 'title', 'query', 'hostname', 'tag', 'event', 'referrer', 'domain', 'channel', 'utmSource', 'utmMedium']
  .concat(['utmCampaign', 'utmContent', 'utmTerm', 'browser', 'os', 'device', 'screen', 'language', 'country', 'region', 'city'])
  .concat('distinctId');
export const TYPES = [...FILTERS, 'entry', 'exit'];
const LENGTHS = [1 / 24, 0.5, 1, 1, 2, 7]; // days; what takes longer is asked about the whole time, once
const WHERE_ASKED = ['filters', 'match', 'excludeBounce', 'eventType', 'segment', 'cohort'];

// A query string's operator, and the text after it.
const splitFilter = (value) => /^(?:(eq|neq|c|dnc|re|nre)\.)?(.*)$/su.exec(value).slice(1);
/** A saved filter, as the API takes it. */
export const written = ([name, value]) => {
  const [operator, text] = splitFilter(value);
  return { name, value: text, ...(operator ? { operator } : {}) };
};

/** Draws questions. `samples` has values of each property, `spans` visits' { start, end }, `saved` what was saved. */
export function makeQuestions({ seed, until, days, samples, spans }) {
  const random = makeRandom(seed);
  const begin = until - days * DAY;

  const respelled = (text) => random.pick([text, text.toUpperCase(), text.toLowerCase()]);
  const part = (text) => {
    const letters = [...text];
    const from = random.below(letters.length || 1);
    return letters.slice(from, from + 1 + random.below(4)).join('');
  };

  function makeFilter(property, operator = random.pick(OPERATORS)) {
    const known = samples[property];
    if (operator.endsWith('re')) return `${operator}.${random.pick(PATTERNS)}`;
    const filled = ['nothing', ...known].filter((value) => value !== '');
    if (operator === 'c' || operator === 'dnc') return `${operator}.${respelled(part(random.pick(filled)))}`;
    return `${operator}.${Array.from({ length: 1 + random.below(3) }, () => random.pick(known)).join(',')}`;
  }
  const makeFilters = (count) =>
    Array.from({ length: count }, (_, i) => {
      const property = random.pick(FILTERS);
      return [i === 0 ? property : `${property}${i}`, makeFilter(property)];
    });
  const makeSaved = () => ({ filters: makeFilters(random.below(3)), match: random.pick(['all', 'any']) });

  // Of a length, or from the middle of a visit to the middle of a later one.
  function makeRange() {
    if (spans.length > 0 && random.chance(0.4)) {
      const [one, length] = [random.pick(spans), random.pick(LENGTHS) * DAY];
      const later = spans.find(({ start }) => start > one.start + length) ?? one;
      return { startAt: one.start + 1, endAt: Math.max(later.end - 1, one.start + 1) };
    }
    const length = Math.min(days * DAY, random.pick(LENGTHS) * DAY) - random.below(2);
    const startAt = Math.floor(begin + random.next() * (days * DAY - length));
    return { startAt, endAt: Math.floor(startAt + length) - 1 };
  }
  const whole = { startAt: begin, endAt: until - 1 };

  function makeAction() {
    const type = random.pick(['path', 'event']);
    return random.chance(0.3) ? undefined : { type, value: random.pick(samples[type]) || '/' };
  }

  return {
    random,
    whole,
    makeRange,
    makeFilter,
    makeSaved,
    makeCohort: () => ({ ...makeSaved(), action: makeAction(), range: makeRange() }),
    /** `saved` has segments and cohorts to choose from. */
    makeQuestion: (saved, more = {}) => ({
      ...makeRange(),
      timezone: random.pick(ZONES),
      filters: makeFilters(random.pick([0, 1, 1, 2, 3])),
      ...(random.chance(0.5) ? { match: random.pick(['all', 'any']) } : {}),
      ...(random.chance(0.2) ? { excludeBounce: '1' } : {}),
      ...(random.chance(0.2) ? { eventType: random.pick([1, 2]) } : {}),
      ...(random.chance(0.2) ? { segment: random.pick(saved.segments) } : {}),
      ...(random.chance(0.2) ? { cohort: random.pick(saved.cohorts) } : {}),
      ...more,
    }),
    /** What a question is about, in the words of verify.mjs's last lines. */
    featuresOf: ({ startAt, endAt, timezone, filters, match, excludeBounce, eventType, segment, cohort, resetAt }) => {
      const features = {
        filters: filters.length > 0,
        'several filters': filters.length > 1,
        'match=any': filters.length > 1 && match === 'any',
        excludeBounce,
        eventType,
        segment,
        cohort,
        'half-hour zone': HALF_HOUR_ZONES.includes(timezone),
        'visit over an edge': spans.some(({ start, end }) => [startAt, endAt + 1].some((edge) => start < edge && edge <= end)),
        'after a reset': resetAt > startAt,
        'whole time': endAt - startAt > (days - 1) * DAY,
      };
      return Object.keys(features).filter((name) => features[name]);
    },
  };
}

// Calls -------------------------------------------------------------------------------------------------------------------

const idOf = (saved) => saved?.id;

/** The call that asks this of a report: { path, body? }. 3.1's reports have everything in a body. */
export function callOf(report, website, { filters, segment, cohort, ...question }) {
  const given = { ...Object.fromEntries(filters), segment: idOf(segment), cohort: idOf(cohort) };
  if (!report.startsWith('reports/')) {
    const parameters = new URLSearchParams(Object.entries({ ...question, ...given }).filter(([, value]) => value !== undefined));
    return { path: `/api/websites/:id/${report}?${parameters}` };
  }
  const { startAt, endAt, timezone, match, excludeBounce, eventType, steps, fields, ...others } = question;
  const lists = { steps: /^\[/.test(steps) ? JSON.parse(steps) : steps, fields: fields?.split(',') };
  const range = { startDate: new Date(startAt).toISOString(), endDate: new Date(endAt).toISOString(), timezone };
  const type = report.slice('reports/'.length);
  return {
    path: `/api/${report}`,
    body: { websiteId: website, type, filters: { ...given, match, excludeBounce, eventType }, parameters: { ...range, ...lists, ...others } },
  };
}

const isFilter = (name) => FILTERS.includes(name.replace(/\d+$/, ''));

/** The report that a call of the table asks, and what it asks, as { report, question }. */
export function questionOf({ path, body }, range) {
  if (body !== undefined) {
    const { startDate, endDate, steps, fields, ...others } = body.parameters;
    const lists = { ...(steps ? { steps: Array.isArray(steps) ? JSON.stringify(steps) : steps } : {}), ...(fields ? { fields: fields.join() } : {}) };
    return { report: path.slice('/api/'.length), question: { ...range, ...others, ...lists, filters: [] } };
  }
  const url = new URL(path, 'http://any');
  const given = [...url.searchParams].filter(([name]) => !['startAt', 'endAt'].includes(name));
  const others = Object.fromEntries(given.filter(([name]) => !isFilter(name)));
  const report = url.pathname.slice('/api/websites/:id/'.length);
  return { report, question: { ...range, ...others, filters: given.filter(([name]) => isFilter(name)) } };
}

/** A question without what says which rows. */
export const aboutAll = (question) =>
  ({ ...Object.fromEntries(Object.entries(question).filter(([name]) => !WHERE_ASKED.includes(name))), filters: [] });
