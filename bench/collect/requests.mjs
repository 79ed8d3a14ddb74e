// What tags send to servers under load, one request a line: address, country, region, city, user agent and body, with tabs
// between. It is the traffic of script/lib/traffic.mjs, visits beside each other as on a busy site and each visit's requests
// in order.
//
//   node requests.mjs COUNT WEBSITE...
//
// Every third request has a new visitor; 12 in 100 are custom events, 10 with properties and 1 with a revenue; of 100 visits
// 69 come from somewhere, 5 of them with a click id that no other has. There are some 500 paths, and no x-umami-cache: these
// are pages that load. The first website has about half of the traffic, the next half of what is left, and so on.
//
// EVENT_IDS=1 sends an eventId as our own tracker does. "@@@@" stands for four hexadecimal digits that whoever sends the line
// again changes: then the visitors are others, and so are their click ids and the events.
// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto';
import { integer, random, visit, visitor } from '../../script/lib/traffic.mjs';

// About so many other requests are at least between two of a visitor: the first is answered by then.
const APART = 2048;

const [count, ...websites] = process.argv.slice(2);
const numbers = new Map();

function addressOf(who) {
  if (!numbers.has(who)) numbers.set(who, numbers.size);
  const number = numbers.get(who);
  return `2a01:@@@@:${(number >> 16).toString(16)}:${(number & 0xffff).toString(16)}::1`; // a network each, as homes have
}

function eventId(number) {
  const digits = createHash('md5').update(String(number)).digest('hex');
  return `@@@@${digits.slice(0, 4)}-${digits.slice(4, 8)}-4${digits.slice(8, 11)}-a${digits.slice(11, 14)}-${digits.slice(14, 26)}`;
}

function websiteOf() {
  const drawn = Math.floor(-Math.log2(1 - random()));
  return websites[Math.min(drawn, websites.length - 1)];
}

const sendings = [];
const free = new Map(); // from where on a visitor has nothing else to do
while (sendings.length < count) {
  const who = visitor();
  let place = Math.max(integer(Number(count)), free.get(who) ?? 0);
  for (const { type, payload } of visit(who, websiteOf(), 0)) {
    if (place >= count) break; // the visits at the end are cut short
    const { timestamp, ...rest } = payload; // sent as it happens
    if (process.env.EVENT_IDS) rest.eventId = eventId(sendings.length);
    rest.url = rest.url.replace(/(clid=)\w{4}/, '$1@@@@');
    sendings.push({ place, who, body: JSON.stringify({ type, payload: rest }) });
    place += APART + Math.floor(-Math.log(1 - random()) * APART);
  }
  free.set(who, place);
}
sendings.sort((one, other) => one.place - other.place);
const lines = sendings.map(({ who, body }) =>
  [addressOf(who), who.place.country, who.region, encodeURIComponent(who.city), who.agent, body].join('\t'),
);
process.stdout.write(`${lines.join('\n')}\n`);
