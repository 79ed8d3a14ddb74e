// Funnels, journeys, retention and the like of docs/numbers.md, computed the slow and obvious way: see truth.mjs, whose words
// these are. Amounts and percentiles are reckoned in whole ten-thousandths and hundredths of them, so that nothing is rounded
// on the way.
// SPDX-License-Identifier: MIT
import {
  NOBODY,
  byText,
  expanded,
  groupBy,
  membersOf,
  otherRange,
  passesAll,
  rowsOf,
  totals,
  unitName,
  unitOf,
  unitStart,
  valueOf,
  visitorsOf,
  zoneOf,
} from './truth.mjs';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RETENTION_DAYS = 31;

// Pageviews and events alike that pass the filters, by time; only one type when one is asked for.
const allRows = (history, { type, ...question }) => {
  const types = question.eventType === undefined ? [1, 2] : [question.eventType];
  const chosen = new Set(types.flatMap((eventType) => rowsOf(history, { ...question, eventType })));
  return history.filter((row) => chosen.has(row));
};
const unfiltered = (history, { startAt, endAt }) => allRows(history, { startAt, endAt });
const known = (rows) => rows.filter(({ visitor }) => visitor !== NOBODY);
const inVisits = (rows) => rows.filter(({ visit }) => !visit.none);

// Steps -------------------------------------------------------------------------------------------------------------------

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const matchesWildcard = (text, wanted) =>
  new RegExp(`^${wanted.split('*').map(escaped).join('.*')}$`, 'su').test(text);

const PROPERTY_TESTS = {
  eq: (value, text) => value === text,
  neq: (value, text) => value !== text,
  c: (value, text) => value.toLowerCase().includes(text.toLowerCase()),
  dnc: (value, text) => !value.toLowerCase().includes(text.toLowerCase()),
};

const isStep = (row, { type, value, filters = [] }) => {
  if ((type === 'event') !== (row.kind === 'event')) return false;
  if (!matchesWildcard(type === 'event' ? row.name : row.page.path, value)) return false;
  const said = Object.fromEntries(row.properties.map((property) => [property.name, property.value]));
  return filters.every((filter) => PROPERTY_TESTS[filter.operator](said[filter.property] ?? '', filter.value));
};

// Whether somebody who is at `from` (a row's place among their own) gets through the steps that are left.
const goesOn = (own, from, steps, window) =>
  steps.length === 0 ||
  own.some(
    (row, place) =>
      place > from &&
      row.at - own[from].at <= window * MINUTE &&
      isStep(row, steps[0]) &&
      goesOn(own, place, steps.slice(1), window),
  );

export const funnel = (history, question) => {
  const steps = typeof question.steps === 'string' ? JSON.parse(question.steps) : question.steps;
  const entering = new Set(allRows(history, question).filter((row) => isStep(row, steps[0])));
  const reached = steps.map((step, last) => {
    const groups = groupBy(known(unfiltered(history, question)), ({ visitor }) => visitor);
    return [...groups.values()].filter((own) =>
      own.some((row, place) => entering.has(row) && goesOn(own, place, steps.slice(1, last + 1), question.window)),
    ).length;
  });
  return steps.map((step, i) => {
    const [visitors, previous] = [reached[i], reached[i - 1] ?? 0];
    const dropped = previous > 0 ? previous - visitors : 0;
    return {
      ...step,
      visitors,
      previous,
      dropped,
      dropoff: previous > 0 ? dropped / previous : null,
      remaining: reached[0] > 0 ? visitors / reached[0] : null,
    };
  });
};

export const goal = (history, question) => {
  const rows = allRows(history, question);
  const reached = rows.filter((row) => isStep(row, { type: question.type, value: question.value }));
  return { num: visitorsOf(reached).length, total: visitorsOf(rows).length };
};

// Days and ways -----------------------------------------------------------------------------------------------------------

export const retention = (history, question) => {
  const days = new Map(unfiltered(history, question).map((row) => [row, unitStart(row.at, 'day', zoneOf(question))]));
  const dayOf = (row) => days.get(row);
  const firstDays = new Map();
  for (const row of known(allRows(history, question)))
    if (!firstDays.has(row.visitor)) firstDays.set(row.visitor, dayOf(row));
  const visits = unfiltered(history, question).filter(({ visitor }) => firstDays.has(visitor));
  const list = [];
  for (const first of [...new Set(firstDays.values())].sort((a, b) => a - b)) {
    const cohort = visits.filter(({ visitor }) => firstDays.get(visitor) === first);
    const visitors = visitorsOf(cohort).length;
    for (let day = 0; day <= RETENTION_DAYS; day++) {
      const returnVisitors = visitorsOf(cohort.filter((row) => dayOf(row) === first + day * DAY)).length;
      const percentage = (returnVisitors * 100) / visitors;
      if (returnVisitors > 0) list.push({ date: unitName(first, question), day, visitors, returnVisitors, percentage });
    }
  }
  return list;
};

const withoutRepeats = (list) => list.filter((item, i) => i === 0 || item !== list[i - 1]);

const byTexts = (a, b) => {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = byText(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

export const journeys = (history, question) => {
  const visits = groupBy(inVisits(allRows(history, question)), ({ visit }) => visit);
  const ways = [...visits.values()]
    .map((rows) => withoutRepeats(rows.map((row) => (row.kind === 'event' ? row.name : row.page.path))))
    .map((items) => items.slice(0, question.steps))
    .filter((items) => !question.startStep || items[0] === question.startStep)
    .filter((items) => !question.endStep || items.at(-1) === question.endStep);
  return [...groupBy(ways, (items) => JSON.stringify(items)).values()]
    .sort((a, b) => b.length - a.length || byTexts(a[0], b[0]))
    .slice(0, 100)
    .map((same) => ({
      items: same[0].length < question.steps ? [...same[0], null] : same[0],
      count: same.length,
    }));
};

// Values ------------------------------------------------------------------------------------------------------------------

const PARAMETERS = {
  utm_source: 'utmSource',
  utm_medium: 'utmMedium',
  utm_campaign: 'utmCampaign',
  utm_term: 'utmTerm',
  utm_content: 'utmContent',
};

export const utmMetrics = (history, { type, ...question }) =>
  expanded(history, { ...question, type: PARAMETERS[type] })
    .map(({ name, pageviews }) => ({ utm: name, views: pageviews }))
    .sort((a, b) => b.views - a.views || byText(a.utm, b.utm))
    .slice(0, 50);

export const utm = (history, question) =>
  Object.fromEntries(Object.keys(PARAMETERS).map((type) => [type, utmMetrics(history, { ...question, type })]));

export const breakdown = (history, { fields, ...question }) => {
  const names = typeof fields === 'string' ? fields.split(',') : fields;
  const rows = rowsOf(history, names.includes('event') ? { ...question, type: 'event' } : question);
  const valuesOf = (row) => names.map((name) => valueOf(row, { url: 'path', host: 'hostname' }[name] ?? name) || null);
  return [...groupBy(rows, (row) => JSON.stringify(valuesOf(row))).values()]
    .map((own) => {
      const { pageviews, ...numbers } = totals(own);
      return { views: pageviews, ...numbers, values: valuesOf(own[0]) };
    })
    .sort((a, b) => b.views - a.views || b.visitors - a.visitors || byTexts(a.values, b.values))
    .slice(0, 500)
    .map(({ values, ...row }) => ({ ...row, ...Object.fromEntries(names.map((name, i) => [name, values[i]])) }));
};

// Money -------------------------------------------------------------------------------------------------------------------

const UNIT = 10_000n;

const tenThousandths = (decimal) => {
  const [whole, fraction = ''] = decimal.split('.');
  return BigInt(whole) * UNIT + BigInt(fraction.padEnd(4, '0'));
};
const decimal = (amount) => Number(`${amount / UNIT}.${String(amount % UNIT).padStart(4, '0')}`);
const amountOf = (rows) => rows.reduce((total, row) => total + tenThousandths(row.amount), 0n);
// To four digits, halves upwards.
const share = (amount, count) => (count === 0 ? 0 : decimal((2n * amount + BigInt(count)) / (2n * BigInt(count))));

const payments = (rows, { currency }) => rows.filter((row) => row.currency === currency.toUpperCase());

const revenueTotal = (history, question) => {
  const rows = allRows(history, question);
  const paid = payments(rows, question);
  const visitors = visitorsOf(rows).length;
  return {
    sum: decimal(amountOf(paid)),
    count: paid.length,
    unique_count: visitorsOf(paid).length,
    total_sessions: visitors,
    average: share(amountOf(paid), paid.length),
    arpu: share(amountOf(paid), visitors),
  };
};

export const revenueStats = (history, question) => ({
  ...revenueTotal(history, question),
  comparison: revenueTotal(history, { ...question, ...otherRange(question) }),
});

export const revenueChart = (history, question) => {
  const paid = payments(allRows(history, question), question);
  const unit = unitOf(question);
  const key = (row) => JSON.stringify([unitStart(row.at, unit, zoneOf(question)), row.name]);
  const points = [...groupBy(paid, key).entries()].map(([text, own]) => {
    const [clock, name] = JSON.parse(text);
    return { clock, x: name, t: unitName(clock, question), y: decimal(amountOf(own)), count: own.length };
  });
  const ordered = points.sort((a, b) => a.clock - b.clock || byText(a.x, b.x));
  return { chart: ordered.map(({ clock, ...point }) => point) };
};

// Places with the largest amounts, and by name among equals.
const byAmount = (list) => list.sort((a, b) => Number(b.amount - a.amount) || byText(a.name, b.name) || byText(a.country ?? null, b.country ?? null));

export const revenueMetrics = (history, { type, ...question }) => {
  const paid = payments(allRows(history, question), question);
  const along = type === 'region' ? { country: 'country' } : {};
  const key = (row) => JSON.stringify([type, ...Object.keys(along)].map((name) => valueOf(row, name)));
  const groups = [...groupBy(paid, key).values()].map((own) => ({
    name: valueOf(own[0], type) || null,
    ...(type === 'region' ? { country: valueOf(own[0], 'country') || null } : {}),
    amount: amountOf(own),
  }));
  return byAmount(groups.filter(({ name }) => type !== 'referrer' || name !== null)).map(({ amount, ...group }) => ({
    ...group,
    value: decimal(amount),
  }));
};

export const revenue = (history, question) => ({
  ...revenueChart(history, question),
  total: revenueStats(history, question),
  ...Object.fromEntries(
    ['country', 'region', 'referrer', 'channel'].map((type) => [type, revenueMetrics(history, { ...question, type })]),
  ),
});

const ADVERTISERS = {
  gclid: 'Google Ads',
  fbclid: 'Facebook / Meta',
  msclkid: 'Microsoft Ads',
  ttclid: 'TikTok Ads',
  li_fat_id: 'LinkedIn Ads',
  twclid: 'Twitter Ads (X)',
};

const LISTS = {
  referrer: ({ referrer }) => referrer,
  paidAds: ({ channel, click }) => (channel.startsWith('paid') ? ADVERTISERS[click] : undefined),
  ...Object.fromEntries(Object.entries(PARAMETERS).map(([name, property]) => [name, (source) => source[property]])),
};

export const attribution = (history, question) => {
  const converted = allRows(history, question).filter((row) => isStep(row, { type: question.type, value: question.step }));
  const everything = unfiltered(history, question);
  const credits = [...groupBy(known(converted), ({ visitor }) => visitor)].map(([visitor, own]) => ({
    visit: question.model === 'last-click' ? own.at(-1).visit : everything.find((row) => row.visitor === visitor).visit,
    amount: question.currency ? amountOf(payments(own, question)) : UNIT,
  }));
  const list = (nameOf) => {
    const named = credits
      .filter(({ amount }) => amount > 0n)
      .map((credit) => ({ ...credit, name: nameOf(credit.visit.source) }))
      .filter(({ name }) => name);
    const groups = [...groupBy(named, ({ name }) => name)].map(([name, own]) => ({
      name,
      amount: own.reduce((total, { amount }) => total + amount, 0n),
    }));
    return byAmount(groups)
      .slice(0, 20)
      .map(({ name, amount }) => ({ name, value: decimal(amount) }));
  };
  const { pageviews, visitors, visits } = totals(converted);
  return {
    ...Object.fromEntries(Object.entries(LISTS).map(([name, nameOf]) => [name, list(nameOf)])),
    total: { pageviews, visitors, visits },
  };
};

// Speed -------------------------------------------------------------------------------------------------------------------

const METRICS = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'];

// `speed` has the measurements, and the history that cohorts are about.
const measured = ({ measurements, history }, question) => {
  const { startAt, endAt, excludeBounce, segment, cohort } = question;
  const members = cohort && new Set([...membersOf(history, cohort)].map(({ key }) => key));
  return measurements.filter(
    (row) =>
      row.at >= startAt &&
      row.at <= endAt &&
      !(excludeBounce && row.visit.bounced) &&
      (!members || members.has(row.visitor.key)) &&
      passesAll(row, question, {}) &&
      (!segment || passesAll(row, segment, {})),
  );
};

// Between the two neighbours of its place, by how near it is to each; in hundredths of ten-thousandths.
const percentile = (numbers, percent) => {
  if (numbers.length === 0) return null;
  const sorted = numbers.map((number) => tenThousandths(String(number))).sort((a, b) => Number(a - b));
  const place = percent * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place / 100)], sorted[Math.ceil(place / 100)]];
  const millionths = below * 100n + (above - below) * BigInt(place % 100);
  return Number(`${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`);
};

const percentiles = (rows, metric) => {
  const numbers = rows.map(({ vitals }) => vitals[metric]).filter((number) => number !== undefined);
  const [p50, p75, p95] = [50, 75, 95].map((percent) => percentile(numbers, percent));
  return { p50, p75, p95 };
};

const having = (rows, metric) => rows.filter(({ vitals }) => vitals[metric] !== undefined);

export const performanceStats = (speed, question) => {
  const rows = measured(speed, question);
  return {
    ...Object.fromEntries(METRICS.map((metric) => [metric, percentiles(rows, metric)])),
    count: rows.length,
  };
};

export const performanceChart = (speed, { metric = 'lcp', ...question }) => {
  const unit = unitOf(question);
  const rows = having(measured(speed, question), metric);
  const units = [...groupBy(rows, ({ at }) => unitStart(at, unit, zoneOf(question)))].sort(([a], [b]) => a - b);
  return { chart: units.map(([clock, own]) => ({ t: unitName(clock, question), ...percentiles(own, metric) })) };
};

export const performanceMetrics = (speed, { metric = 'lcp', type, limit = 500, ...question }) => {
  const rows = having(measured(speed, question), metric);
  return [...groupBy(rows, (row) => valueOf(row, type))]
    .map(([name, own]) => ({ name: name || null, ...percentiles(own, metric), count: own.length }))
    .sort((a, b) => b.count - a.count || byText(a.name, b.name))
    .slice(0, limit);
};

export const performance = (speed, question) => {
  const lists = { pages: 'path', pageTitles: 'title', devices: 'device', browsers: 'browser' };
  return {
    ...performanceChart(speed, question),
    summary: performanceStats(speed, question),
    ...Object.fromEntries(
      Object.entries(lists).map(([name, type]) => [name, performanceMetrics(speed, { ...question, type })]),
    ),
  };
};
