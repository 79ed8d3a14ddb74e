// How fast a page was for its visitor: LCP, INP, CLS, FCP and TTFB, as the web-vitals specifications define them. The tracker
// loads this where the tag has data-performance="true".
// SPDX-License-Identifier: MIT
const TIME_MAX = 60_000; // milliseconds; what the server takes
const CLS_MAX = 100;
const SHIFTS_APART = 1000; // milliseconds between shifts of the layout that belong together,
const SHIFTS_TOGETHER = 5000; // and for how long they do
const SHORTEST = 16; // milliseconds; browsers tell of no shorter interaction
const OUTLIERS = 50; // of so many interactions the slowest does not count

// `page` is the payload of the pageview, if there was one; the function that comes back wants those of the later ones. What was
// measured of a pageview goes to `send`, once: when the page is hidden, left, or gives way to another in the same document, of
// which no loading is measured.
export const watch = (send, page) => {
  const [navigation] = performance.getEntriesByType('navigation');
  // A page that was rendered in advance began for its visitor when it was shown.
  const activation = () => navigation.activationStart || 0;

  // Nobody waits for what is painted out of sight.
  const hidden = performance
    .getEntriesByType('visibility-state')
    .find(({ name, startTime }) => name == 'hidden' && startTime >= activation());
  let hiddenSince = document.hidden ? 0 : Infinity;
  if (hidden) hiddenSince = hidden.startTime;
  if (document.prerendering) hiddenSince = Infinity;

  let sent; // what was measured of this pageview
  let loading = { ttfb: navigation.responseStart || NaN }; // metric -> the moment
  let cls; // undefined where the browser does not measure it
  let sum; // of the shifts that are being added up,
  let first = -Infinity; // when they began,
  let last = -Infinity; // and when the latest was
  let slowest = {}; // interaction -> its slowest event, in milliseconds
  let before = 0; // how many interactions earlier pageviews had

  const inp = () => {
    const durations = Object.values(slowest).sort((a, b) => b - a);
    const outliers = Math.floor((performance.interactionCount - before || durations.length) / OUTLIERS);
    return durations[Math.min(outliers, durations.length - 1)];
  };

  const pending = []; // entries that no observer has been told of yet
  const end = () => {
    for (const take of pending) take();
    if (sent || !page) return;
    sent = true;
    const times = { inp: inp() };
    for (const metric in loading) times[metric] = Math.max(0, loading[metric] - activation());
    const vitals = {};
    for (const metric in times) {
      if (times[metric] >= 0) vitals[metric] = Math.min(TIME_MAX, Math.round(times[metric]));
    }
    if (cls >= 0) vitals.cls = Math.min(CLS_MAX, +cls.toFixed(4));
    if (Object.keys(vitals)[0]) send({ ...page, ...vitals }, 'performance', true);
  };

  const observe = (type, take) => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return false;
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(take));
    observer.observe({ type, buffered: true, durationThreshold: SHORTEST });
    pending.push(() => observer.takeRecords().forEach(take));
    return true;
  };

  const paint =
    (metric) =>
    ({ name, startTime }) => {
      if (name != 'first-paint' && startTime < hiddenSince) loading[metric] = startTime;
    };
  observe('paint', paint('fcp'));
  observe('largest-contentful-paint', paint('lcp'));

  const shift = ({ hadRecentInput, startTime, value }) => {
    if (hadRecentInput) return;
    if (startTime - last >= SHIFTS_APART || startTime - first >= SHIFTS_TOGETHER) {
      first = startTime;
      sum = 0;
    }
    last = startTime;
    sum += value;
    cls = Math.max(cls, sum);
  };
  if (observe('layout-shift', shift)) cls = 0;

  const interact = ({ interactionId, duration }) => {
    if (interactionId) slowest[interactionId] = Math.max(slowest[interactionId] || 0, duration);
  };
  observe('event', interact);
  observe('first-input', interact);

  addEventListener('pagehide', end, true);
  addEventListener('visibilitychange', () => document.hidden && end(), true);

  return (next) => {
    if (page) {
      end();
      sent = false;
      loading = {};
      hiddenSince = 0;
      if (cls) cls = 0;
      first = last = -Infinity;
      slowest = {};
      before = performance.interactionCount;
    }
    page = next;
  };
};
