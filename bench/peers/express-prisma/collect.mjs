// POST /api/send as Umami 3.1 answers it for pageviews and custom events: look up the website, insert the session and the
// event, each statement a transaction of its own, and answer with the ids.
// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import { isbot } from 'isbot';
import { z } from 'zod';
import { clientOf } from './client.mjs';
import { prisma } from './database.mjs';
import { readToken, sessionIdOf, signToken, visitOf } from './ids.mjs';

const PAGEVIEW = 1;
const CUSTOM = 2;
const TEXT_MAX = 500;
const CAMPAIGN = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term']
  .concat(['gclid', 'fbclid', 'msclkid', 'ttclid', 'li_fat_id', 'twclid']);

const Sending = z.object({
  type: z.literal('event'),
  payload: z.object({
    website: z.uuid(),
    hostname: z.string().max(100).optional(),
    url: z.string().optional(),
    referrer: z.string().optional(),
    title: z.string().optional(),
    screen: z.string().max(11).optional(),
    language: z.string().max(35).optional(),
    name: z.string().max(50).optional(),
    tag: z.string().max(50).optional(),
    id: z.string().max(50).optional(),
    ip: z.string().optional(),
    userAgent: z.string().optional(),
    browser: z.string().max(20).optional(),
    os: z.string().max(20).optional(),
    device: z.string().max(20).optional(),
    timestamp: z.number().int().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
});

const cut = (text) => text?.slice(0, TEXT_MAX) || null;
const domainOf = (url) => url.hostname.replace(/^www\./, '');

function decoded(text) {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function pageOf({ url = '', hostname, referrer, title }) {
  const base = `https://${hostname || 'localhost'}`;
  const page = new URL(url, base);
  const from = referrer ? new URL(referrer, base) : null;
  const campaign = CAMPAIGN.map((name) => [name, page.searchParams.get(name)]);
  return {
    ...Object.fromEntries(campaign),
    hostname: hostname ?? domainOf(page),
    url_path: url === '' ? '' : decoded(page.pathname + page.hash).slice(0, TEXT_MAX),
    url_query: cut(page.search.slice(1)),
    page_title: cut(title && decoded(title)),
    referrer_path: cut(from?.pathname),
    referrer_query: cut(from?.search.slice(1)),
    referrer_domain: cut(from && domainOf(from)),
  };
}

/** { a: { b: 1 } } becomes [['a.b', 1]]. */
function flattened(data, prefix = '') {
  return Object.entries(data).flatMap(([name, value]) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? flattened(value, `${prefix}${name}.`)
      : [[prefix + name, value]],
  );
}

function typed(value) {
  if (typeof value === 'number') return { data_type: 2, string_value: value.toFixed(4), number_value: value };
  if (typeof value === 'boolean') return { data_type: 3, string_value: String(value) };
  if (typeof value !== 'string') return { data_type: 5, string_value: JSON.stringify(value).slice(0, TEXT_MAX) };
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value)) {
    return { data_type: 4, string_value: value, date_value: new Date(value) };
  }
  return { data_type: 1, string_value: value.slice(0, TEXT_MAX) };
}

async function saveProperties(event, data) {
  const { website_id, session_id, event_id, event_name, created_at } = event;
  await prisma.event_data.createMany({
    data: flattened(data).map(([data_key, value]) => ({
      event_data_id: randomUUID(), website_id, website_event_id: event_id, data_key, created_at, ...typed(value),
    })),
  });
  if (!(data.revenue > 0) || !data.currency) return;
  const { revenue, currency } = data;
  await prisma.revenue.create({
    data: { revenue_id: randomUUID(), website_id, session_id, event_id, event_name, currency, revenue, created_at },
  });
}

export async function collect(request, response) {
  const read = Sending.safeParse(request.body);
  if (!read.success) return response.status(400).json({ error: { message: 'Bad request', ...z.treeifyError(read.error) } });
  const { payload } = read.data;
  const sent = readToken(request.get('x-umami-cache'));
  const token = sent?.websiteId === payload.website ? sent : null;
  if (!token && !(await prisma.website.findUnique({ where: { website_id: payload.website } }))) {
    return response.status(400).json({ error: { message: 'Website not found.' } });
  }
  const { agent, address, ...client } = clientOf(request.headers, payload);
  if (isbot(agent)) return response.json({ beep: 'boop' });

  const at = payload.timestamp ? new Date(payload.timestamp * 1000) : new Date();
  const website_id = payload.website;
  const session_id = sessionIdOf(website_id, payload.id, address, agent, at);
  const { visitId, startedAt } = visitOf(session_id, token, at);
  if (token?.sessionId !== session_id) {
    const { screen, language, id } = payload;
    const session = { session_id, website_id, ...client, screen, language, distinct_id: id, created_at: at };
    await prisma.session.createMany({ data: [session], skipDuplicates: true });
  }
  const event = {
    event_id: randomUUID(), website_id, session_id, visit_id: visitId, created_at: at,
    event_type: payload.name ? CUSTOM : PAGEVIEW, event_name: payload.name, tag: payload.tag, ...pageOf(payload),
  };
  await prisma.website_event.create({ data: event });
  if (payload.data) await saveProperties(event, payload.data);
  const cache = signToken({ websiteId: website_id, sessionId: session_id, visitId, iat: startedAt });
  return response.json({ cache, sessionId: session_id, visitId });
}
