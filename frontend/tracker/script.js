// The script that a website's tag loads: sends pageviews, events, identities and how long a page was read to /api/send.
// It has Umami's attributes and Umami's functions. On the visitor's device it keeps only what has not been answered, for a day
// at most. It must never break its page. Every byte counts: the build says when it is too large.
// SPDX-License-Identifier: MIT
((window) => {
  const { document, location } = window;
  const script = document.currentScript;
  if (!script) return;

  const {
    websiteId: website,
    hostUrl,
    beforeSend,
    tag,
    autoTrack,
    autoPageview,
    doNotTrack,
    excludeSearch,
    excludeHash,
    domains,
    fetchCredentials: credentials = 'omit',
    performance: vitals,
  } = script.dataset;

  const endpoint = new URL('api/send', hostUrl ? hostUrl.replace(/\/?$/, '/') : script.src);

  // A reply can stop the tracker for as long as the page is open.
  let stopped = !website || (domains && !domains.split(/[\s,]+/).includes(location.hostname));
  let cache; // of the latest reply, for the next request
  let identity; // the distinct id

  // Whatever the event and its target, it comes by here first, even if it does not bubble.
  const on = (name, listener) => addEventListener(name, listener, true);

  const cleaned = (address) => {
    if (!address) return '';
    const url = new URL(address, location.href);
    if (excludeSearch == 'true') url.search = '';
    if (excludeHash == 'true') url.hash = '';
    return url.href;
  };

  let url = cleaned(location.href);
  let referrer = cleaned(document.referrer);
  let counted; // the page of the latest pageview
  let awaited; // the page of the latest pageview or of the one that is about to be sent
  let timer; // runs while a new page settles

  // What outlives the page. Where storage is forbidden, to look at it is an error, and memory must do.
  let store = {};
  try {
    store = localStorage || store;
  } catch {}

  const refused = () => {
    const { globalPrivacyControl, doNotTrack: dnt } = navigator;
    return (
      stopped || store['umami.disabled'] || (doNotTrack == 'true' && (dnt > 0 || globalPrivacyControl))
    );
  };

  const currentUrl = () => {
    const now = cleaned(location.href);
    if (now != url) {
      referrer = url;
      url = now;
    }
    return url;
  };

  // A place on the same page is no other page, a fragment that is a route is one.
  const currentPage = () => cleaned(location.href).replace(/#[^/!].*/, '');

  const properties = () => ({
    website,
    hostname: location.hostname,
    url: currentUrl(),
    referrer,
    title: document.title,
    screen: screen.width + 'x' + screen.height,
    language: navigator.language,
    tag,
    id: identity,
  });

  // An event stays in the store until it is answered: prefix, moment and id -> body. Each has a key of its own, so that pages
  // that are open at the same time cannot overwrite each other's. What two of them send the server stores once, by its id.
  const prefix = `sillage.${website}.`;
  const busy = {}; // by key: it is being sent, or the server failed at it and it waits for the next page
  let retry; // runs until what got no answer is sent again

  const kept = () =>
    Object.keys(store)
      .filter((key) => key.startsWith(prefix))
      .sort();

  // Without a header of its own the request needs no permission from another origin's server first: it goes out at once,
  // and gets through when the page is about to be left.
  const post = async (key, body, plain, age = 0) => {
    const sender = identity;
    let pause = age + 2000; // as long again as it has waited
    busy[key] = true;
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        keepalive: !age, // the browser allows 64 kB of these at a time, and what is sent again is safe without
        credentials,
        headers: cache && !plain ? { 'x-umami-cache': cache } : {},
        body: body.replace(':{', `:{"age":${age},`),
      });
      const { status, headers } = response;
      pause += headers.get('retry-after') * 1000 || 0;
      if (status == 429 || status > 500) throw status;
      if (status != 500) delete store[key];
      // Unless something has waited, what is in the store is on its way from another page.
      if (age || retry) resend();
      const reply = await response.json();
      stopped ||= reply.disabled;
      // What was on its way when the visitor was identified belongs to the visitor of before.
      if (sender == identity && !age) cache = reply.cache || cache;
    } catch {
      busy[key] = false;
      clearTimeout(retry);
      retry = setTimeout(resend, pause * (1 + Math.random())); // not all visitors at once
    }
  };

  // The oldest; when it has been answered, the next.
  const resend = () => {
    for (const key of kept()) {
      const age = Date.now() - key.split('.')[2];
      if (age > 864e5) delete store[key];
      else if (!busy[key] && !refused()) return post(key, store[key], true, Math.max(age, 0));
    }
  };

  const send = async (payload, type = 'event', leaving) => {
    if (document.prerendering) await new Promise((resolve) => on('prerenderingchange', resolve));
    if (refused()) return;
    const hook = window[beforeSend];
    if (typeof hook == 'function') payload = await hook(type, payload);
    if (!payload) return;
    // There is crypto.randomUUID() on secure pages only, and nobody gains anything by guessing the id. Thirty digits are enough.
    const eventId = '00000000-0000-4000-8000-000000000000'.replace(/0/g, () => Math.floor(10 * Math.random()));
    const key = prefix + Date.now() + '.' + eventId;
    const body = JSON.stringify({ type, payload: { eventId, ...payload } });
    // What is only measured has the longer names, and nobody misses it.
    if (!type[8]) {
      const keys = kept();
      if (keys[49]) delete store[keys[0]];
      try {
        store[key] = body;
      } catch {
        // Full, or not to be written.
        (store = { ...store })[key] = body;
      }
    }
    return post(key, body, leaving);
  };

  // Reading: the latest pageview is the page that is being read.
  let page; // its properties
  let since; // when it came to the foreground; 0 while it is not there
  let engaged; // milliseconds in the foreground that have not been sent
  let bottom; // the lowest pixel that has been in view
  let sentBottom;
  let turn; // where speed is measured: to be called with the properties of each further page

  const scrolled = () => (bottom = Math.max(bottom, scrollY + innerHeight));

  // At every change between foreground and background, and when the page gives way to another.
  const engage = (stays) => {
    const now = performance.now();
    if (since) engaged += now - since;
    since = page && stays && !document.hidden && document.hasFocus() ? now : 0;
    if (!since && (engaged >= 3000 || bottom > sentBottom)) {
      const scrollDepth = Math.min(100, Math.round((100 * bottom) / document.documentElement.scrollHeight));
      send({ ...page, engagedTime: Math.round(engaged), scrollDepth }, 'engagement', true);
      engaged = 0;
      sentBottom = bottom;
    }
  };

  const view = () => {
    engage();
    counted = currentPage();
    page = properties();
    engaged = bottom = 0;
    sentBottom = scrolled();
    turn?.(page);
    engage(true);
    return send(page);
  };

  const pageview = () => {
    timer = clearTimeout(timer);
    if (currentPage() != counted) view();
  };

  // An application may note its state in the history as often as it likes: only another page starts the timer.
  const pageviewSoon = () => {
    const before = awaited;
    awaited = currentPage();
    if (awaited == before) return;
    clearTimeout(timer);
    timer = setTimeout(pageview, 300);
  };

  const track = (what, data, leaving) => {
    if (!what) return view();
    const usual = properties();
    if (typeof what == 'string') what = { ...usual, name: what.slice(0, 50), data };
    else if (typeof what == 'function') what = what(usual);
    return send(what, 'event', leaving);
  };

  const identify = (id, data) => {
    if (typeof id == 'string') identity = id;
    else data = id;
    cache = '';
    return send({ ...properties(), data }, 'identify');
  };

  const api = { track, identify, getSession: () => ({ website, cache }) };
  window.umami ||= api;
  window.sillage ||= api;

  on('online', resend);
  resend();

  if (stopped || autoTrack == 'false') return;

  // How fast the page was, for those who ask: it would take half as much code again.
  if (vitals == 'true') {
    import(new URL('../vitals.js', endpoint)).then(
      (module) => (turn = module.watch(send, page)),
      () => {},
    );
  }

  // The click itself is never touched: the request outlives the page that a link leaves.
  on('click', (event) => {
    const element = event.target.closest?.('[data-umami-event]');
    if (!element) return;
    const data = {};
    for (const { name, value } of element.attributes) {
      const property = name.split('data-umami-event-')[1];
      if (property) data[property] = value;
    }
    track(element.dataset.umamiEvent, data, true);
  });

  on('scroll', scrolled);
  for (const name of ['visibilitychange', 'focus', 'blur']) on(name, engage);

  if (autoPageview == 'false') return;

  for (const method of ['replaceState', 'pushState']) {
    const original = history[method];
    history[method] = (...parameters) => {
      original.apply(history, parameters);
      pageviewSoon();
    };
  }
  on('popstate', pageviewSoon);

  on('pagehide', () => timer && pageview());

  // The browser brought the page back as it was.
  on('pageshow', (event) => event.persisted && view());

  if (document.readyState == 'loading') on('DOMContentLoaded', pageviewSoon);
  else pageviewSoon();
})(window);
