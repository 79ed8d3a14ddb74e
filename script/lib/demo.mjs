// Fills a website with a realistic year of traffic, through the API as tags would send it.
//
//   script/demo [URL]         default http://localhost:3001
//
// ADMIN_PASSWORD (or TOKEN) signs in; EVENTS says about how many events (default 400000). Countries are told in headers,
// so the server must trust this machine as a proxy (script/server sets TRUSTED_PROXIES so). The same EVENTS on the same day
// makes the same traffic. A website called "Demo" that exists already is left as it is.
// SPDX-License-Identifier: MIT
import { Agent, request } from 'node:http';
import { integer, picker, random, visit, visitor } from './traffic.mjs';

const URL_BASE = new URL(process.argv[2] ?? 'http://localhost:3001');
const EVENTS = Number(process.env.EVENTS ?? 400_000);
const DAYS = 365;
const EVENTS_PER_VISIT = 2.85; // of the model, measured
const CONNECTIONS = 200;
const DAY_MS = 86_400_000;

if (['-h', '--help'].includes(process.argv[2])) {
  console.log('usage: script/demo [URL]   (ADMIN_PASSWORD or TOKEN, EVENTS)');
  process.exit(0);
}

// Share of a day's visits by hour of the visitor's own clock, and by day of the week from Sunday.
const pickHour = picker([1, 0.6, 0.4, 0.3, 0.4, 0.8, 2, 4, 6.5, 7.5, 7.4, 6.8, 6, 6.6, 7, 6.8, 6.4, 6, 5.4, 5.2, 5.4, 5, 3.6, 2]
  .map((weight, hour) => [weight, hour]));
const WEEKDAYS = [0.62, 1.12, 1.18, 1.16, 1.1, 0.98, 0.6];

/** How lively a day is: growth over the year, the week, a summer dip, and two launches that fade. */
function dayWeight(day, at) {
  const growth = 0.7 + (0.9 * day) / DAYS;
  const summer = [6, 7].includes(at.getUTCMonth()) ? 0.8 : 1;
  const launch = [120, 290].reduce((sum, start) => sum + (day >= start && day < start + 6 ? 2.2 * 0.5 ** (day - start) : 0), 1);
  return growth * summer * launch * WEEKDAYS[at.getUTCDay()] * (0.8 + 0.4 * random());
}

/** One visit of a day: who makes it, and its sendings. */
function visitOn(day, website) {
  const who = visitor();
  const at = day / 1000 + ((pickHour() - who.place.zone + 24) % 24) * 3600 + integer(3600);
  return { who, sendings: visit(who, website, at) };
}

// Sending ------------------------------------------------------------------------------------------------------------

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function call(method, path, { headers = {}, body } = {}) {
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, URL_BASE),
      { method, agent, headers: { ...headers, 'content-length': Buffer.byteLength(text) } },
      (answer) => {
        let reply = '';
        answer.setEncoding('utf8').on('data', (part) => (reply += part));
        answer.on('end', () => resolve({ status: answer.statusCode, body: reply }));
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

async function ask(method, path, options) {
  const { status, body } = await call(method, path, options);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${body}`);
  return JSON.parse(body);
}

async function sendVisit({ who, sendings }) {
  const headers = {
    'user-agent': who.agent, 'x-forwarded-for': who.address, 'cf-ipcountry': who.place.country, 'cf-region-code': who.region,
    'cf-ipcity': encodeURIComponent(who.city),
  };
  for (let pause = 100; ; pause = Math.min(pause * 2, 5000)) {
    const { status, body } = await call('POST', '/api/batch', { headers, body: sendings });
    if (status === 200 && JSON.parse(body).errors === 0) return;
    if (status !== 503) throw new Error(`POST /api/batch: ${status} ${body}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

const BAR = 30;
function progress(done, total, events, startedAt) {
  const share = done / total;
  const seconds = (Date.now() - startedAt) / 1000;
  const left = share > 0.02 ? `${Math.ceil(seconds / share - seconds)} s left` : '';
  const bar = '#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.');
  return `demo [${bar}] ${Math.floor(share * 100)} %  ${events} events  ${left}`;
}

async function signIn() {
  if (process.env.TOKEN) return process.env.TOKEN;
  const { token } = await ask('POST', '/api/auth/login', {
    body: { username: 'admin', password: process.env.ADMIN_PASSWORD ?? '' },
  });
  return token;
}

async function main() {
  const authorization = `Bearer ${await signIn()}`;
  const { data } = await ask('GET', '/api/websites?search=Demo&pageSize=100', { headers: { authorization } });
  if (data.some((website) => website.name === 'Demo')) {
    console.log('demo: the website "Demo" is there already');
    return;
  }
  const website = await ask('POST', '/api/websites', { headers: { authorization }, body: { name: 'Demo', domain: 'harbour.example' } });

  const now = Date.now();
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const days = Array.from({ length: DAYS + 1 }, (_, i) => today - (DAYS - i) * DAY_MS);
  const weights = days.map((day, i) => dayWeight(i, new Date(day)));
  const scale = EVENTS / EVENTS_PER_VISIT / weights.reduce((sum, weight) => sum + weight, 0);

  const startedAt = Date.now();
  let events = 0;
  let shownAt = 0;
  let tenth = 0;
  const show = (done) => {
    if (process.stdout.isTTY && Date.now() - shownAt > 200) {
      process.stdout.write(`\r${progress(done, days.length, events, startedAt)}\x1b[K`);
      shownAt = Date.now();
    } else if (!process.stdout.isTTY && Math.floor((done / days.length) * 10) > tenth) {
      tenth = Math.floor((done / days.length) * 10);
      console.log(progress(done, days.length, events, startedAt));
    }
  };
  for (let i = 0; i < days.length; i++) {
    const visits = Array.from({ length: Math.round(weights[i] * scale) }, () => visitOn(days[i], website.id))
      .filter(({ sendings }) => sendings.at(-1).payload.timestamp * 1000 <= now)
      .sort((one, other) => one.sendings[0].payload.timestamp - other.sendings[0].payload.timestamp);
    let next = 0;
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (next < visits.length) {
          const taken = visits[next++];
          await sendVisit(taken);
          events += taken.sendings.length;
          show(i + next / visits.length);
        }
      }),
    );
    show(i + 1);
  }
  const seconds = (Date.now() - startedAt) / 1000;
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  console.log(`demo: ${events} events of a year in ${seconds.toFixed(0)} s; the website is called "Demo"`);
}

main().then(
  () => agent.destroy(),
  (error) => {
    console.error(`demo: ${error.message}`);
    process.exit(1);
  },
);
