// The lists of docs/numbers.md, visitors and rows one by one and what a site said of them, computed as truth.mjs computes sums.
//
// Ids are those that answers to sendings told, undefined where none did. A property of a visitor has setAt, when it was said.
// SPDX-License-Identifier: MIT
import {
  NOBODY, byText, distinct, groupBy, iso, otherRange, rowsOf, shown, sum, typeOf, unitName, unitOf, unitStart, visitorsOf, zoneOf,
} from './truth.mjs';

const HOURS = 24;
const DAYS = 7;
const ACTIVITY_MAX = 500;

const isView = (row) => typeOf(row) !== 2;
const contains = (texts, search) => texts.some((text) => text.toLowerCase().includes(search.toLowerCase()));
const visitsOf = (rows) => distinct(rows, 'visit').filter(({ none }) => !none);
const allRows = (history, question) => rowsOf(history, { ...question, rows: 'all' });
const listedRows = (history, question) => rowsOf(history, { ...question, rows: 'listed' });
const nullable = (record, names) => Object.fromEntries(names.map((name) => [name, record[name] || null]));

// Visitors ----------------------------------------------------------------------------------------------------------------

const CLIENT = ['browser', 'os', 'device', 'screen', 'language', 'country', 'region', 'city', 'distinctId'];

const counts = (rows) => ({
  views: rows.filter(isView).length,
  events: rows.filter((row) => !isView(row)).length,
  visits: visitsOf(rows).length,
});

// All pages together, in any order.
export const sessions = (history, { search = '', ...question }, websiteId) => {
  const known = allRows(history, question).filter(({ visitor }) => visitor !== NOBODY);
  const found = known.filter(({ visitor: { client } }) =>
    contains([client.browser, client.os, client.device, client.city, client.distinctId], search),
  );
  return [...groupBy(found, ({ visitor }) => visitor.key).values()].map((rows) => ({
    id: rows[0].visitor.sessionId,
    websiteId,
    firstAt: iso(rows[0].at),
    lastAt: iso(rows.at(-1).at),
    createdAt: iso(rows.at(-1).at),
    hostname: rows.at(-1).page.hostname,
    ...nullable(rows[0].visitor.client, CLIENT),
    ...counts(rows),
  }));
};

export const revenueSessions = (history, { currency, ...question }, websiteId) => {
  const paid = allRows(history, question).filter((row) => row.currency === currency.toUpperCase());
  const payers = new Set(visitorsOf(paid));
  return sessions(history.filter(({ visitor }) => payers.has(visitor)), question, websiteId);
};

export const sessionsStats = (history, question) => {
  const rows = allRows(history, question);
  const countries = new Set(visitorsOf(rows).map(({ client }) => client.country));
  countries.delete('');
  const { views, events, visits } = counts(rows);
  const totals = { pageviews: views, visitors: visitorsOf(rows).length, visits, countries: countries.size, events };
  return Object.fromEntries(Object.entries(totals).map(([name, value]) => [name, { value }]));
};

export const weekly = (history, question) => {
  const week = Array.from({ length: DAYS }, () => Array.from({ length: HOURS }, () => new Set()));
  for (const { at, visitor } of allRows(history, question)) {
    const clock = new Date(shown(at, zoneOf(question)));
    if (visitor !== NOBODY) week[clock.getUTCDay()][clock.getUTCHours()].add(visitor);
  }
  return week.map((day) => day.map(({ size }) => size));
};

const rowsOfVisitor = (history, visitor) => history.filter((row) => row.visitor === visitor);

export const session = (history, visitor, websiteId) => {
  const rows = rowsOfVisitor(history, visitor);
  return {
    id: visitor.sessionId,
    websiteId,
    firstAt: iso(rows[0].at),
    lastAt: iso(rows.at(-1).at),
    stitchedSessionCount: 1,
    canDelete: true,
    ...nullable(visitor.client, CLIENT),
    ...counts(rows),
    totaltime: sum(visitsOf(rows).map(({ seconds }) => seconds)),
  };
};

// Rows --------------------------------------------------------------------------------------------------------------------

export const activity = (history, visitor, { startAt, endAt }) =>
  rowsOfVisitor(history, visitor)
    .filter(({ at }) => at >= startAt && at <= endAt)
    .reverse()
    .slice(0, ACTIVITY_MAX)
    .map((row) => ({
      createdAt: iso(row.at),
      urlPath: row.page.path,
      urlQuery: row.page.query || null,
      pageTitle: row.page.title || null,
      referrerDomain: row.source.referrer || null,
      eventType: typeOf(row),
      eventName: row.name || null,
      hostname: row.page.hostname,
      hasData: row.properties.length > 0,
    }));

// All pages together, in any order.
export const events = (history, { search = '', ...question }, websiteId) =>
  listedRows(history, question)
    .filter((row) => contains([row.page.path, row.name], search))
    .map((row) => ({
      websiteId,
      sessionId: row.visitor === NOBODY ? null : row.visitor.sessionId,
      createdAt: iso(row.at),
      hostname: row.page.hostname,
      urlPath: row.page.path,
      urlQuery: row.page.query || null,
      referrerDomain: row.source.referrer || null,
      ...nullable(row.visitor.client, ['country', 'city', 'device', 'os', 'browser', 'distinctId']),
      pageTitle: row.page.title || null,
      eventType: typeOf(row),
      eventName: row.name || null,
      hasData: row.properties.length > 0,
    }));

export const countVisits = (history, question) => visitsOf(listedRows(history, question)).length;

// By time and text.
const byPoint = (one, other) => one.clock - other.clock || byText(one.x ?? '', other.x ?? '');

// Points of items { at, x }: how many there are of each x in each unit.
const pointsOf = (items, question) => {
  const unit = unitOf(question);
  const clockOf = ({ at }) => unitStart(at, unit, zoneOf(question));
  return [...groupBy(items, (item) => JSON.stringify([clockOf(item), item.x])).values()]
    .map((same) => ({ clock: clockOf(same[0]), x: same[0].x, items: same }))
    .sort(byPoint)
    .map(({ clock, ...point }) => ({ t: unitName(clock, question), ...point }));
};

export const eventsSeries = (history, { limit = Infinity, ...question }) => {
  const rows = rowsOf(history, { ...question, type: 'event' });
  const names = [...groupBy(rows, ({ name }) => name)].sort(([a, as], [b, bs]) => bs.length - as.length || byText(a, b));
  const chosen = new Set(names.slice(0, limit).map(([name]) => name));
  const items = rows.filter(({ name }) => chosen.has(name)).map(({ at, name }) => ({ at, x: name }));
  return pointsOf(items, question).map(({ items: same, ...point }) => ({ ...point, y: same.length }));
};

const eventsTotals = (history, question) => {
  const rows = rowsOf(history, { ...question, type: 'event' });
  return {
    events: rows.length,
    visitors: visitorsOf(rows).length,
    visits: visitsOf(rows).length,
    uniqueEvents: distinct(rows, 'name').length,
  };
};

export const eventsStats = (history, question) => ({
  data: {
    ...eventsTotals(history, question),
    comparison: eventsTotals(history, { ...question, ...otherRange(question) }),
  },
});

const SOURCE = ['utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm'];

// All rows, in any order.
export const exported = (history, question) =>
  listedRows(history, question).map((row) => ({
    sessionId: row.visitor === NOBODY ? null : row.visitor.sessionId,
    createdAt: iso(row.at),
    eventType: typeOf(row),
    eventName: row.name || null,
    tag: row.tag || null,
    hostname: row.page.hostname,
    urlPath: row.page.path || null,
    urlQuery: row.page.query || null,
    pageTitle: row.page.title || null,
    referrerDomain: row.visit.source.referrer || null,
    referrerName: row.visit.source.domain || null,
    channel: row.visit.source.channel || 'direct',
    ...nullable(row.visit.source, SOURCE),
    ...nullable(row.visitor.client, CLIENT),
  }));

// Properties --------------------------------------------------------------------------------------------------------------

// Each with its owner: the row, or the visitor with the rows that were chosen.
const propertiesOf = (history, question, ofVisitors) => {
  const { eventName = '', propertyName = '', dataType, ...range } = question;
  const chosen = ofVisitors
    ? [...groupBy(allRows(history, range), ({ visitor }) => visitor.key).values()]
        .filter(([{ visitor }]) => visitor !== NOBODY)
        .flatMap((rows) => rows[0].visitor.properties.map((property) => ({ ...property, at: property.setAt, rows, event: '' })))
    : listedRows(history, range)
        .filter(({ name }) => eventName === '' || name === eventName)
        .flatMap((row) => row.properties.map((property) => ({ ...property, at: row.at, rows: [row], event: row.name })));
  return chosen.filter(
    ({ name, type }) => (propertyName === '' || name === propertyName) && (dataType === undefined || type === dataType),
  );
};

const counted = (properties, { by, most, show }) =>
  [...groupBy(properties, (property) => JSON.stringify(by.map((name) => property[name]))).values()]
    .sort((a, b) => b.length - a.length || by.reduce((order, name) => order || compareBy(name, a[0], b[0]), 0))
    .slice(0, most)
    .map((same) => ({ ...show(same[0]), total: same.length }));
const compareBy = (name, a, b) => (name === 'type' ? a.type - b.type : byText(a[name], b[name]));

const showProperty = ({ name, type }) => ({ propertyName: name, dataType: type });
const showEvent = (property) => ({ eventName: property.event || null, ...showProperty(property) });
const withValue = (properties) => properties.filter(({ value }) => value !== null);

const ofEventProperties = (properties) => counted(properties, { by: ['event', 'name', 'type'], most: 500, show: showEvent });
const ofProperties = (properties) => counted(properties, { by: ['name', 'type'], most: 500, show: showProperty });
const ofValues = (properties) => counted(withValue(properties), { by: ['value'], most: 100, show: ({ value }) => ({ value }) });

export const eventDataProperties = (history, question) => ofEventProperties(propertiesOf(history, question, false));
export const eventDataValues = (history, question) => ofValues(propertiesOf(history, question, false));
export const sessionDataProperties = (history, question) => ofProperties(propertiesOf(history, question, true));
export const sessionDataValues = (history, question) => ofValues(propertiesOf(history, question, true));

export const eventDataFields = (history, question) => {
  const properties = propertiesOf(history, question, false);
  if (question.eventName) return ofProperties(properties);
  const show = (property) => ({ ...showProperty(property), value: property.value });
  return counted(withValue(properties), { by: ['name', 'type', 'value'], most: 100, show });
};

export const eventDataEvents = (history, question) => {
  const properties = propertiesOf(history, question, false);
  const named = (question.filters ?? []).some(([name, value]) => /^event\d*$/.test(name) && value !== '');
  if (!question.eventName && !named) return ofEventProperties(properties);
  const show = (property) => ({ ...showEvent(property), propertyValue: property.value });
  return counted(withValue(properties), { by: ['event', 'name', 'type', 'value'], most: 500, show });
};

export const eventDataStats = (history, question) => {
  const properties = propertiesOf(history, question, false);
  return {
    events: new Set(properties.map(({ rows: [row] }) => row)).size,
    properties: new Set(properties.map(({ name }) => name)).size,
    records: properties.length,
  };
};

export const sessionDataStats = (history, question) =>
  [...groupBy(withValue(propertiesOf(history, question, true)), ({ value }) => value)]
    .map(([label, same]) => {
      const activities = same.map(({ rows }) => counts(rows));
      const total = (name) => sum(activities.map((one) => one[name]));
      const [views, events, visits] = [total('views'), total('events'), total('visits')];
      return { label, activity: views + events, sessions: same.length, visits, views, events };
    })
    .sort((a, b) => b.activity - a.activity || byText(a.label, b.label))
    .slice(0, 100);

const byName = (one, other) => byText(one.name, other.name);

// Rows that came with properties, of any event where no name is given.
const tellingRows = (history, { search = '', eventName = '', ...question }) =>
  listedRows(history, question)
    .filter(({ name, properties }) => properties.length > 0 && (eventName === '' || name === eventName))
    .filter((row) => contains([row.page.path, row.name], search));

// All pages together, in any order.
export const eventData = (history, question, websiteId) =>
  tellingRows(history, question)
    .map((row) => ({
      websiteId,
      createdAt: iso(row.at),
      eventName: row.name || null,
      eventProperties: [...row.properties].sort(byName).map((property) => ({
        dataKey: property.name,
        dataType: property.type,
        stringValue: property.text,
        numberValue: property.number ?? null,
        dateValue: property.type === 4 ? property.value : null,
        createdAt: iso(row.at),
      })),
    }));

const pivoted = (properties) => {
  const sorted = [...properties].sort(byName);
  return { propertyKeys: sorted.map(({ name }) => name), propertyValues: sorted.map(({ value }) => value ?? '') };
};

export const eventDataPivot = (history, question) =>
  tellingRows(history, question)
    .map((row) => ({
      createdAt: iso(row.at),
      sessionId: row.visitor === NOBODY ? null : row.visitor.sessionId,
      eventName: row.name,
      urlPath: row.page.path,
      ...pivoted(row.properties),
    }));

export const sessionDataPivot = (history, question) =>
  propertiesOf(history, question, true).map(({ setAt, rows: [{ visitor }] }) => ({
    createdAt: iso(setAt),
    sessionId: visitor.sessionId,
    distinctId: visitor.client.distinctId,
    ...pivoted(visitor.properties),
  }));

// Of numbers with at most four decimals.
const exactSum = (numbers) => sum(numbers.map((number) => Math.round(number * 10_000))) / 10_000;
const average = (numbers) => (numbers.length === 0 ? 0 : exactSum(numbers) / numbers.length);
const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return average(middle);
};

const METRICS = { sum: exactSum, avg: average, count: (numbers) => numbers.length };

const numbersOf = (history, question, ofVisitors) => propertiesOf(history, { ...question, dataType: 2 }, ofVisitors);

export const numericStats = (ofVisitors) => (history, question) => {
  const numbers = numbersOf(history, question, ofVisitors).map(({ number }) => number);
  const least = (one, other) => (numbers.length === 0 ? 0 : one(...other));
  return {
    total: exactSum(numbers),
    average: average(numbers),
    median: median(numbers),
    max: least(Math.max, numbers),
    min: least(Math.min, numbers),
  };
};

export const numericSeries =
  (ofVisitors) =>
  (history, { metric = 'sum', ...question }) =>
    pointsOf(numbersOf(history, question, ofVisitors), question).map(({ t, items }) => ({
      t,
      y: METRICS[metric](items.map(({ number }) => number)),
    }));

export const propertySeries = (ofVisitors) => (history, question) => {
  const said = propertiesOf(history, question, ofVisitors).filter(({ type }) => type === 1 || type === 3);
  return pointsOf(said.map(({ at, value }) => ({ at, x: value })), question).map(({ items, ...point }) => ({ ...point, y: items.length }));
};

export const arraySeries = (ofVisitors) => (history, question) => {
  const said = propertiesOf(history, { ...question, dataType: 5 }, ofVisitors);
  const elements = said.flatMap(({ at, elements: texts }) => texts.map((x) => ({ at, x })));
  return pointsOf(elements, question).map(({ items, ...point }) => ({ ...point, y: items.length }));
};

export const dateSeries = (ofVisitors) => (history, question) => {
  const moments = propertiesOf(history, { ...question, dataType: 4 }, ofVisitors).map(({ value }) => {
    const clock = shown(Date.parse(value), zoneOf(question));
    return clock - (((clock % 1000) + 1000) % 1000);
  });
  return [...groupBy(moments, (clock) => clock)]
    .sort(([a], [b]) => a - b)
    .map(([clock, same]) => ({ t: unitName(clock, question), y: same.length }));
};
