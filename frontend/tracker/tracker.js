// The script that a website's tag loads: sends pageviews, events and identities to /api/send.
// It has Umami's attributes and Umami's functions. It keeps nothing on the visitor's device and must never break its page.
// SPDX-License-Identifier: MIT
((window) => {
  const { document, history, location, navigator, screen } = window;
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
  } = script.dataset;

  const endpoint = hostUrl ? hostUrl.replace(/\/$/, '') + '/api/send' : new URL('api/send', script.src);

  // Milliseconds that a page has for setting its title and for sending its reader on to another address.
  const SETTLES = 300;

  // A reply can stop the tracker for as long as the page is open.
  let stopped = !website || (domains && !domains.split(/[\s,]+/).includes(location.hostname));
  let cache; // of the latest reply, for the next request
  let identity; // the distinct id

  const cleaned = (address) => {
    if (!address) return '';
    const url = new URL(address, location.href);
    if (excludeSearch == 'true') url.search = '';
    if (excludeHash == 'true') url.hash = '';
    return url.href;
  };

  let url = cleaned(location.href);
  let referrer = document.referrer.startsWith(location.origin + '/') ? '' : cleaned(document.referrer);
  let counted; // URL of the latest pageview
  let awaited; // URL of the latest pageview or of the one that is about to be sent
  let timer; // runs while a new page settles

  const refused = () => {
    try {
      // Where storage is forbidden, to look at it is an error.
      if (window.localStorage.getItem('umami.disabled')) return true;
    } catch {}
    const { doNotTrack: dnt = window.doNotTrack, globalPrivacyControl } = navigator;
    return stopped || (doNotTrack == 'true' && (dnt == 1 || dnt == 'yes' || globalPrivacyControl));
  };

  const currentUrl = () => {
    const now = cleaned(location.href);
    if (now != url) {
      referrer = url;
      url = now;
    }
    return url;
  };

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

  // Without a header of its own the request needs no permission from another origin's server first: it goes out at once,
  // and gets through when the page is about to be left.
  const send = async (payload, type = 'event', leaving) => {
    const sender = identity;
    if (document.prerendering) {
      await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }));
    }
    if (refused()) return;
    const hook = window[beforeSend];
    if (typeof hook == 'function') payload = await hook(type, payload);
    if (!payload) return;
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        keepalive: true,
        credentials,
        headers: cache && !leaving ? { 'x-umami-cache': cache } : {},
        body: JSON.stringify({ type, payload }),
      });
      const reply = await response.json();
      stopped = stopped || reply.disabled;
      // What was on its way when the visitor was identified belongs to the visitor of before.
      if (sender == identity) cache = reply.cache || cache;
    } catch {}
  };

  const pageview = () => {
    clearTimeout(timer);
    timer = 0;
    if (currentUrl() != counted) {
      counted = url;
      send(properties());
    }
  };

  // An application may note its state in the history as often as it likes: only another address starts the timer.
  const pageviewSoon = () => {
    const before = awaited;
    awaited = cleaned(location.href);
    if (awaited == before) return;
    clearTimeout(timer);
    timer = setTimeout(pageview, SETTLES);
  };

  const track = (what, data) => {
    if (typeof what == 'string') return send({ ...properties(), name: what.slice(0, 50), data });
    if (typeof what == 'function') return send(what(properties()));
    if (what) return send(what);
    counted = currentUrl();
    return send(properties());
  };

  const identify = (id, data) => {
    if (typeof id == 'string') identity = id;
    else data = id;
    cache = '';
    return send({ ...properties(), data }, 'identify');
  };

  const api = { track, identify, getSession: () => ({ cache, website }) };
  window.umami = window.umami || api;
  window.sillage = window.sillage || api;

  if (stopped || autoTrack == 'false') return;

  // The click itself is never touched: the request outlives the page that a link leaves.
  document.addEventListener(
    'click',
    ({ target }) => {
      const element = target.closest && target.closest('[data-umami-event]');
      if (!element) return;
      const data = {};
      for (const { name, value } of element.attributes) {
        if (name.startsWith('data-umami-event-')) data[name.slice(17)] = value;
      }
      const name = element.getAttribute('data-umami-event').slice(0, 50);
      send({ ...properties(), name, data }, 'event', true);
    },
    true,
  );

  if (autoPageview == 'false') return;

  for (const method of ['pushState', 'replaceState']) {
    const original = history[method];
    history[method] = function (...parameters) {
      original.apply(this, parameters);
      pageviewSoon();
    };
  }

  // A link to a place on the same page is no new page, a fragment that is a route is one.
  window.addEventListener('popstate', () => {
    const [before, place] = (counted || '').split('#');
    const [now, newPlace] = cleaned(location.href).split('#');
    if (before != now || /^[/!]/.test(newPlace || place)) pageviewSoon();
    else counted = awaited = cleaned(location.href);
  });

  window.addEventListener('pagehide', () => timer && pageview());

  // The browser brought the page back as it was.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) {
      counted = 0;
      pageview();
    }
  });

  if (document.readyState == 'loading') document.addEventListener('DOMContentLoaded', pageviewSoon);
  else pageviewSoon();
})(window);
