// The numbers of docs/numbers.md, computed the slow and obvious way from a list of everything that was sent. It shares no
// idea with the server: no index, no dictionary, no SQL, and time zones come from the JavaScript engine's own table.
//
// An arrival is what was sent, in the words of the definitions:
//   { at, kind: 'pageview' | 'event' | 'engagement' | 'performance' | 'identify', address, userAgent, distinctId,
//     page: { path, title, query, hostname }, tag, name, vitals, engagedTime, source: { referrer, domain, channel, utmSource, ... },
//     client: { browser, os, ..., city }, properties: [{ name, type, text, value, number, elements }],
//     amount, currency,
//     anonymous: true when it is counted without a visitor }
// Missing texts are ''. Arrivals stand in the order in which they were sent. `engagedTime` is an engagement's length, in
// milliseconds; it ended at `at`.
//
// A question is { startAt, endAt, timezone, unit, compare, type, search, limit, offset, filters: [[name, value]], match,
// eventType, excludeBounce }, as the API's parameters. `segment` and `cohort` are what was saved rather than its id:
// { filters: [[name, value]], match } and, of a cohort, also action: { type, value } and range: { startAt, endAt }.
// SPDX-License-Identifier: MIT

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const VISIT_GAP = 30 * MINUTE;

const OF_ROW = ['path', 'title', 'query', 'hostname', 'tag'];
const OF_SOURCE = ['referrer', 'domain', 'channel', 'utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm'];
const OF_VISITOR = ['browser', 'os', 'device', 'screen', 'language', 'country', 'region', 'city', 'distinctId'];
const NO_ROW_WHEN_MISSING = ['query', 'tag', 'event', 'distinctId', ...OF_SOURCE.filter((name) => name !== 'channel')];
const OTHER_NAMES = { url: 'path', host: 'hostname' };
const UNITS = ['minute', 'hour', 'day', 'month', 'year'];
export const FILTERS = [...OF_ROW, 'event', ...OF_SOURCE, ...OF_VISITOR];
export const TYPES = [...FILTERS, 'entry', 'exit'];

// Clocks ------------------------------------------------------------------------------------------------------------------

const clocks = new Map();

// What a clock of the zone shows: a moment with the same date and time in UTC.
export const shown = (at, zone) => {
  if (!clocks.has(zone)) {
    const fields = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    };
    clocks.set(zone, new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...fields }));
  }
  const part = Object.fromEntries(
    clocks
      .get(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return (
    Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) + (((at % 1000) + 1000) % 1000)
  );
};

export const zoneOf = ({ timezone }) => (timezone === undefined || timezone === 'utc' ? 'UTC' : timezone);

// When the clock of the zone shows this. Of two such moments the second; where there is none, by the offset before.
const momentOf = (clock, zone) => {
  const offsets = [clock - DAY, clock + DAY].map((near) => shown(near, zone) - near);
  const moments = offsets.map((offset) => clock - offset).filter((at) => shown(at, zone) === clock);
  return moments.length > 0 ? Math.max(...moments) : clock - offsets[0];
};

const yearEarlier = (at, zone) => {
  const clock = new Date(shown(at, zone));
  const day = clock.getUTCDate();
  clock.setUTCDate(1);
  clock.setUTCFullYear(clock.getUTCFullYear() - 1);
  const lastDay = new Date(Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth() + 1, 0)).getUTCDate();
  clock.setUTCDate(Math.min(day, lastDay));
  return momentOf(clock.getTime(), zone);
};

// The start of the unit that the moment is in, as the clock of the zone shows it.
export const unitStart = (at, unit, zone) => {
  const clock = new Date(shown(at, zone));
  if (unit === 'minute') clock.setUTCSeconds(0, 0);
  if (unit === 'hour') clock.setUTCMinutes(0, 0, 0);
  if (unit === 'day') clock.setUTCHours(0, 0, 0, 0);
  if (unit === 'month') return Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), 1);
  if (unit === 'year') return Date.UTC(clock.getUTCFullYear(), 0, 1);
  return clock.getTime();
};

export const unitName = (clock, { timezone }) => {
  const text = new Date(clock).toISOString().slice(0, 19);
  return timezone === undefined || timezone === 'utc' ? `${text}Z` : text.replace('T', ' ');
};

const finestUnit = ({ startAt, endAt, ...question }) => {
  if (endAt - startAt < 61 * MINUTE) return 'minute';
  if (endAt - startAt < 721 * HOUR) return 'hour';
  const [from, to] = [startAt, endAt].map((at) => new Date(shown(at, zoneOf(question))));
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return months <= 7 ? 'day' : months <= 24 ? 'month' : 'year';
};

export const unitOf = (question) => {
  const finest = finestUnit(question);
  return UNITS.indexOf(question.unit) > UNITS.indexOf(finest) ? question.unit : finest;
};

// The range to compare with, as { startAt, endAt }.
export const otherRange = ({ startAt, endAt, ...question }) => {
  const end = endAt + 1;
  if (question.compare !== 'yoy') return { startAt: startAt - (end - startAt), endAt: startAt - 1 };
  return { startAt: yearEarlier(startAt, zoneOf(question)), endAt: yearEarlier(end, zoneOf(question)) - 1 };
};

// Visitors and visits -----------------------------------------------------------------------------------------------------

// The salt of a visitor's hash changes with the calendar month (UTC), unless the website names the visitor.
export const visitorKey = ({ at, address, userAgent, distinctId }) =>
  JSON.stringify(distinctId ? [distinctId] : [address, userAgent, new Date(at).toISOString().slice(0, 7)]);

export const groupBy = (list, key) => {
  const groups = new Map();
  for (const item of list) {
    const name = key(item);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(item);
  }
  return groups;
};

const ENGAGED = 10_000; // milliseconds in the foreground that make no bounce

const beganAt = ({ at, engagedTime = 0 }) => at - engagedTime;
const endOf = (activities) => Math.max(...activities.map(({ at }) => at));

// `activities` in the order of their beginnings; `rows` are the pageviews and events among them, by time.
const makeVisit = (activities, rows) => {
  const pages = rows.filter(({ kind }) => kind === 'pageview');
  const custom = rows.filter(({ kind }) => kind === 'event');
  const engaged = activities.reduce((total, { engagedTime = 0 }) => total + engagedTime, 0);
  return {
    names: custom.map(({ name }) => name),
    bounced: pages.length === 1 && custom.length === 0 && engaged < ENGAGED,
    seconds: Math.floor((endOf(activities) - beganAt(activities[0])) / 1000),
    entry: pages[0]?.page.path ?? '',
    exit: pages.at(-1)?.page.path ?? '',
    source: rows[0].source,
  };
};

// Nobody's attributes, and the visit that is none.
export const NOBODY = { key: '', client: Object.fromEntries(OF_VISITOR.map((name) => [name, ''])) };
const noVisit = ({ source }) => ({ names: [], bounced: false, seconds: 0, entry: '', exit: '', source, none: true });
const nobodys = (row) => ({ ...row, visitor: NOBODY, visit: noVisit(row), sessionId: null });

// The last word on each name by the time it was said, and that time as setAt. Of words said at once, the last to arrive.
const lastSaid = (identifications) => {
  const last = new Map();
  for (const { at, properties } of identifications)
    for (const property of properties)
      if (!(last.get(property.name)?.setAt > at)) last.set(property.name, { ...property, setAt: at });
  return [...last.values()];
};

// The visits of one visitor, whose arrivals are `own`: { start, end, rows, visitor, visit }. What has no pageview or event is
// no visit that reports count; it has no rows.
const visitsOf = (key, own) => {
  const visitor = {
    key,
    client: { ...own[0].client, distinctId: own[0].distinctId },
    sessionId: own.find(({ sessionId }) => sessionId)?.sessionId,
    properties: lastSaid(own.filter(({ kind }) => kind === 'identify')),
  };
  const activities = own
    .filter(({ kind }) => !['identify', 'performance'].includes(kind))
    .sort((a, b) => beganAt(a) - beganAt(b));
  const visits = [];
  let current = [];
  const close = () => {
    if (current.length === 0) return;
    const rows = current.filter(({ kind }) => kind !== 'engagement');
    const visit = rows.length > 0 ? makeVisit(current, rows) : noVisit({ source: {} });
    visits.push({ start: beganAt(current[0]), end: endOf(current), rows, visitor, visit });
    current = [];
  };
  for (const activity of activities) {
    if (current.length > 0 && beganAt(activity) - endOf(current) > VISIT_GAP) close();
    current.push(activity);
  }
  close();
  return visits;
};

const byVisitor = (arrivals) => groupBy(arrivals.filter(({ anonymous }) => !anonymous), visitorKey);

// Every pageview and event with its visitor and its visit, by time.
export const makeHistory = (arrivals) => {
  const history = arrivals.filter(({ anonymous, kind }) => anonymous && ['pageview', 'event'].includes(kind)).map(nobodys);
  for (const [key, own] of byVisitor(arrivals))
    for (const { rows, visitor, visit } of visitsOf(key, own)) history.push(...rows.map((row) => ({ ...row, visitor, visit })));
  return history.sort((a, b) => a.at - b.at);
};

// Every measurement of a page's speed, with the visit under way when it arrived: all of them arrived after everything else.
export const makeMeasurements = (arrivals) =>
  [...byVisitor(arrivals)].flatMap(([key, own]) => {
    const visits = visitsOf(key, own);
    return own
      .filter(({ kind }) => kind === 'performance')
      .map((row) => {
        const found = visits.find(({ start, end }) => row.at >= start && row.at <= end + VISIT_GAP);
        return found ? { ...row, visitor: found.visitor, visit: found.visit } : nobodys({ ...row, source: {} });
      });
  });

// Rows --------------------------------------------------------------------------------------------------------------------

export const typeOf = (row) => (row.kind === 'pageview' ? 1 : 2);
// `rows` is 'all' where pageviews and events count alike, 'listed' where filters on the event look at a row's own name, too.
const isCounted = (row, { type, eventType, rows }) => {
  if (type === 'event') return typeOf(row) === 2;
  return eventType === undefined ? rows !== undefined || typeOf(row) === 1 : typeOf(row) === Number(eventType);
};

// What a row shows of a property; '' when it is missing.
export const valueOf = (row, property) => {
  if (OF_ROW.includes(property)) return property === 'tag' ? row.tag : row.page[property];
  if (property === 'event') return row.name;
  if (property === 'entry' || property === 'exit') return row.visit[property];
  if (property === 'channel') return row.visit.source.channel || 'direct';
  if (OF_SOURCE.includes(property)) return row.visit.source[property] ?? '';
  const value = row.visitor.client[property];
  return property === 'language' ? value.toLowerCase().split('-')[0] : value;
};

const OPERATORS = {
  eq: (value, text) => text.split(',').includes(value),
  c: (value, text) => value.toLowerCase().includes(text.toLowerCase()),
  re: (value, text) => new RegExp(text, 'iu').test(value),
};
const OPPOSITES = { neq: 'eq', dnc: 'c', nre: 're' };

const splitFilter = (value) => {
  const [, operator, text] = /^(?:(eq|neq|c|dnc|re|nre)\.)?(.*)$/su.exec(value);
  return { operator: OPPOSITES[operator] ?? operator ?? 'eq', negative: operator in OPPOSITES, text };
};

export const passes = (row, [name, filter], { type, rows }) => {
  const property = name.replace(/[0-9]+$/, '');
  const { operator, negative, text } = splitFilter(filter);
  const holds = (value) => OPERATORS[operator](value, text);
  if (property === 'event' && type !== 'event' && rows !== 'listed') return row.visit.names.some(holds) !== negative;
  return holds(valueOf(row, OTHER_NAMES[property] ?? property)) !== negative;
};

// Filters together, in the words of a question.
export const passesAll = (row, { filters = [], match }, question) => {
  const wanted = filters.filter(([, value]) => value !== '');
  const results = wanted.map((filter) => passes(row, filter, question));
  return match === 'any' && wanted.length > 0 ? results.includes(true) : !results.includes(false);
};

const isAction = (row, { type, value }) =>
  type === 'event' ? row.kind === 'event' && row.name === value : row.kind === 'pageview' && row.page.path === value;

// The visitors who did what the cohort asks for.
export const membersOf = (history, { range, action, ...filters }) =>
  new Set(
    history
      .filter(({ at }) => at >= range.startAt && at <= range.endAt)
      .filter((row) => (!action || isAction(row, action)) && passesAll(row, filters, {}))
      .map(({ visitor }) => visitor)
      .filter((visitor) => visitor !== NOBODY),
  );

export const rowsOf = (history, question) => {
  const { startAt, endAt, excludeBounce, segment, cohort } = question;
  const members = cohort && membersOf(history, cohort);
  return history.filter((row) => {
    if (row.at < startAt || row.at > endAt || !isCounted(row, question)) return false;
    if (excludeBounce && row.visit.bounced) return false;
    if (members && !members.has(row.visitor)) return false;
    return passesAll(row, question, question) && (!segment || passesAll(row, segment, question));
  });
};

export const distinct = (rows, what) => [...new Set(rows.map((row) => row[what]))];
export const visitorsOf = (rows) => distinct(rows, 'visitor').filter((visitor) => visitor !== NOBODY);
export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

export const totals = (rows) => {
  const visits = distinct(rows, 'visit').filter(({ none }) => !none);
  return {
    pageviews: rows.length,
    visitors: visitorsOf(rows).length,
    visits: visits.length,
    bounces: visits.filter(({ bounced }) => bounced).length,
    totaltime: sum(visits.map(({ seconds }) => seconds)),
  };
};

// Answers -----------------------------------------------------------------------------------------------------------------

export const stats = (history, question) => ({
  ...totals(rowsOf(history, question)),
  comparison: totals(rowsOf(history, { ...question, ...otherRange(question) })),
});

const oneSeries = (rows, question, unit) => {
  const units = groupBy(rows, ({ at }) => unitStart(at, unit, zoneOf(question)));
  const ordered = [...units].sort(([a], [b]) => a - b);
  const points = (count) => ordered.map(([clock, own]) => ({ x: unitName(clock, question), y: count(own) }));
  return { pageviews: points((own) => own.length), sessions: points((own) => visitorsOf(own).length) };
};

export const iso = (at) => new Date(at).toISOString();

export const series = (history, question) => {
  const unit = unitOf(question);
  const main = oneSeries(rowsOf(history, question), question, unit);
  if (question.compare === undefined) return main;
  const other = otherRange(question);
  const compare = oneSeries(rowsOf(history, { ...question, ...other }), question, unit);
  return {
    ...main,
    startDate: iso(question.startAt),
    endDate: iso(question.endAt),
    compare: { ...compare, startDate: iso(other.startAt), endDate: iso(other.endAt) },
  };
};

// By the bytes of UTF-8; what is missing comes last.
export const byText = (a, b) => {
  if (a === null || b === null) return (a === null) - (b === null);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
};

const COMPANIONS = { region: ['country'], city: ['region', 'country'] };
const COMPANION_ORDER = ['country', 'region'];

// The values of a property with their rows, as { value, rows, country?, region? }. Missing values are null or left out.
const byValue = (rows, { type, search = '' }) => {
  const property = OTHER_NAMES[type] ?? type;
  const along = COMPANIONS[property] ?? [];
  const key = (row) => JSON.stringify([property, ...along].map((name) => valueOf(row, name)));
  const groups = [...groupBy(rows, key).values()].map((own) => ({
    value: valueOf(own[0], property) || null,
    rows: own,
    ...Object.fromEntries(along.map((name) => [name, valueOf(own[0], name) || null])),
  }));
  return groups.filter(({ value }) => {
    if (value === null) return search === '' && !NO_ROW_WHEN_MISSING.includes(property);
    return value.toLowerCase().includes(search.toLowerCase());
  });
};

const companions = (group) =>
  Object.fromEntries(COMPANION_ORDER.filter((name) => name in group).map((name) => [name, group[name]]));

const ranked = (list, number, name) => {
  const order = (a, b) => {
    const first = number(b) - number(a) || byText(a[name], b[name]);
    return COMPANION_ORDER.reduce((result, also) => result || (also in a ? byText(a[also], b[also]) : 0), first);
  };
  return list.sort(order);
};

const cut = (list, { limit = 500, offset = 0 }) => list.slice(offset, offset + limit);

export const metrics = (history, question) => {
  const list = byValue(rowsOf(history, question), question).map((group) => ({
    x: group.value,
    y: question.type === 'event' ? group.rows.length : visitorsOf(group.rows).length,
    ...companions(group),
  }));
  return cut(
    ranked(list, ({ y }) => y, 'x'),
    question,
  );
};

export const expanded = (history, question) => {
  const list = byValue(rowsOf(history, question), question).map((group) => ({
    name: group.value,
    ...totals(group.rows),
    ...companions(group),
  }));
  const first = question.type === 'event' ? 'pageviews' : 'visitors';
  return cut(
    ranked(list, (row) => row[first], 'name'),
    question,
  );
};

export const values = (history, question) => {
  const groups = groupBy(byValue(rowsOf(history, question), question), ({ value }) => value);
  const list = [...groups].map(([value, same]) => ({ value, count: sum(same.map(({ rows }) => rows.length)) }));
  const known = list.filter(({ value }) => value !== null);
  return ranked(known, ({ count }) => count, 'value').slice(0, 10);
};

export const dateRange = (history) => ({
  startDate: history.length > 0 ? iso(history[0].at) : null,
  endDate: history.length > 0 ? iso(history.at(-1).at) : null,
});

export const active = (history, now) => ({
  visitors: visitorsOf(history.filter(({ at }) => at >= now - 5 * MINUTE && at <= now)).length,
});

// The largest of each; what is missing is left out.
const countsOf = (rows, property, count) => {
  const groups = [...groupBy(rows, (row) => valueOf(row, property))].filter(([value]) => value !== '');
  return Object.fromEntries(groups.map(([value, own]) => [value, count(own)]));
};

const realtimeEntry = (row, kind) => ({
  __type: kind,
  sessionId: row.sessionId,
  eventName: row.name || null,
  createdAt: iso(row.at),
  browser: row.visitor.client.browser || null,
  os: row.visitor.client.os || null,
  device: row.visitor.client.device || null,
  country: row.visitor.client.country || null,
  urlPath: row.page.path || null,
  referrerDomain: row.visit.source.referrer || null,
  hostname: row.page.hostname || null,
});

// `timestamp` is the server's own and left out; `sessionId` is what the answer to each sending said.
export const realtime = (history, question, now) => {
  const range = { ...question, startAt: now - 30 * MINUTE, endAt: now };
  const rows = rowsOf(history, { ...range, rows: 'all' });
  const views = rows.filter(({ kind }) => kind === 'pageview');
  const seen = new Set();
  const entries = rows.flatMap((row) => {
    const first = row.visitor !== NOBODY && !seen.has(row.visitor);
    seen.add(row.visitor);
    const entry = realtimeEntry(row, row.kind);
    return [first ? [entry, realtimeEntry(row, 'session')] : [entry]];
  });
  const visitors = (own) => visitorsOf(own).length;
  const countries = countsOf(rows, 'country', visitors);
  return {
    countries,
    urls: countsOf(views, 'path', (own) => own.length),
    referrers: countsOf(views, 'referrer', (own) => own.length),
    events: entries.reverse().slice(0, 100).flat(),
    series: {
      views: oneSeries(views, question, 'minute').pageviews,
      visitors: oneSeries(rows, question, 'minute').sessions,
    },
    totals: {
      views: views.length,
      visitors: visitors(rows),
      events: rows.length - views.length,
      countries: Object.keys(countries).length,
    },
  };
};
