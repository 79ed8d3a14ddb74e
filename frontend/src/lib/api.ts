// The server's API. The only file that knows its URLs; every answer's type comes from the OpenAPI
// document. Functions throw ApiError and nothing else.
// SPDX-License-Identifier: MIT
import type { components, operations } from './api-schema';
import { filterParams } from './filters';
import type { Filter } from './filters';
import type { LinkKind } from './links';
import type { MetricType } from './view';
import type { Range } from './range';
import type { Unit } from './zone';

type Schemas = components['schemas'];
export type User = Schemas['User'];
export type Website = Schemas['Website'];
export type WebsitePage = Schemas['WebsitePage'];
/** A link, or a pixel, which leads nowhere. */
export type Link = Schemas['Pixel'] & { url?: string };
export type LinkInput = Schemas['PixelCreate'] & { url?: string };
export type Charts = Schemas['Charts']['data'];
export type Stats = Schemas['StatsValues'];
export type Series = Schemas['PageviewSeries'];
export type MetricRow = Schemas['MetricRow'];
export type ExpandedRow = Schemas['ExpandedMetricRow'];
export type Realtime = Schemas['Realtime'];
export type Ledger = Schemas['Ledger'];
export type Segment = Schemas['Segment'];
export type SegmentType = Schemas['SegmentType'];
export type Policy = Required<Schemas['Policy']>;
export type DoNotTrack = Schemas['DoNotTrack'];
export type Whoami = Schemas['Whoami'];
type Json<Name extends keyof operations> = operations[Name]['responses'] extends {
  200: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

/** Why a call failed, as far as the reader can do something about it. */
export type Trouble =
  | 'offline' // no answer at all
  | 'signed-out' // the token is dead
  | 'wrong-password'
  | 'not-permitted'
  | 'not-found'
  | 'invalid' // see faults
  | 'busy' // 503: come back later
  | 'failed';

export class ApiError extends Error {
  readonly trouble: Trouble;
  /** What is wrong with each field, by its name. */
  readonly faults: Record<string, string>;

  constructor(trouble: Trouble, message: string, faults: Record<string, string> = {}) {
    super(message);
    this.name = 'ApiError';
    this.trouble = trouble;
    this.faults = faults;
  }
}

/** Which events a report is about. */
export interface Question {
  range: Range;
  filters: Filter[];
  match: 'all' | 'any';
  /** Ids. */
  segment?: string | null;
  cohort?: string | null;
}

interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  query?: URLSearchParams;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

const TOKEN_KEY = 'sillage.token';
const BUSY_TRIES = 3;
const BUSY_WAIT_MAX_S = 5;

let token = readToken();
let onSignedOut: () => void = () => undefined;

function readToken(): string | null {
  try {
    return localStorage.getItem(TOKEN_KEY);
  } catch {
    return null;
  }
}

function keepToken(value: string | null): void {
  token = value;
  try {
    if (value === null) localStorage.removeItem(TOKEN_KEY);
    else localStorage.setItem(TOKEN_KEY, value);
  } catch {
    // Without storage the token lasts as long as the page.
  }
}

export function hasToken(): boolean {
  return token !== null;
}

/** Says what to do when the token turns out to be dead. */
export function whenSignedOut(callback: () => void): void {
  onSignedOut = callback;
}

function request(path: string, { method = 'GET', query, body, signal }: Call): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (token !== null) headers['Authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const init: RequestInit = { method, headers, cache: 'no-store' };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  const search = query?.toString();
  return fetch(search ? `${path}?${search}` : path, init);
}

function wait(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('The call was given up.', 'AbortError'));
    });
  });
}

/** Sends a request; a question that the server is too busy for is put again when it says so. */
async function send(path: string, call: Call): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await request(path, call);
    const again = response.status === 503 && (call.method ?? 'GET') === 'GET' && tries < BUSY_TRIES;
    if (!again) return response;
    const seconds = Number(response.headers.get('Retry-After')) || 1;
    await wait(Math.min(seconds, BUSY_WAIT_MAX_S), call.signal);
  }
}

function readFaults(properties: Schemas['Faults']['properties']): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const [field, fault] of Object.entries(properties ?? {})) {
    const [first] = fault.errors ?? [];
    if (first !== undefined) faults[field] = first;
  }
  return faults;
}

/** 401 says "not signed in" and "not permitted" alike: only asking about the token tells. */
async function tokenIsDead(): Promise<boolean> {
  if (token === null) return true;
  const response = await request('/api/auth/verify', { method: 'POST' });
  return response.status === 401;
}

async function troubleOf(status: number, code: string): Promise<Trouble> {
  if (code === 'incorrect-username-password') return 'wrong-password';
  switch (status) {
    case 400:
    case 413:
      return 'invalid';
    case 401:
      return (await tokenIsDead()) ? 'signed-out' : 'not-permitted';
    case 403:
      return 'not-permitted';
    case 404:
      return 'not-found';
    case 503:
      return 'busy';
    default:
      return 'failed';
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Schemas['Error'] | null;
  const error = body?.error;
  const trouble = await troubleOf(response.status, error?.code ?? '');
  if (trouble === 'signed-out') {
    keepToken(null);
    onSignedOut();
  }
  return new ApiError(
    trouble,
    error?.message ?? response.statusText,
    readFaults(error?.properties),
  );
}

async function call<Body>(path: string, options: Call = {}): Promise<Body> {
  try {
    const response = await send(path, options);
    if (response.ok) return (await response.json()) as Body;
    throw await errorOf(response);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    if (options.signal?.aborted) throw error;
    throw new ApiError('offline', error instanceof Error ? error.message : String(error));
  }
}

function websitePath(id: string, rest = ''): string {
  return `/api/websites/${encodeURIComponent(id)}${rest}`;
}

function questionParams(question: Question): URLSearchParams {
  const { range, filters, match, segment, cohort } = question;
  const query = new URLSearchParams({
    startAt: String(range.start),
    // The API's end belongs to the range, ours does not.
    endAt: String(Math.max(range.start, range.until - 1)),
    timezone: range.zone,
  });
  for (const [name, value] of filterParams(filters)) query.append(name, value);
  if (match === 'any' && filters.length > 1) query.set('match', 'any');
  if (segment) query.set('segment', segment);
  if (cohort) query.set('cohort', cohort);
  return query;
}

/* Signing in */

export async function login(username: string, password: string): Promise<User> {
  const body = { username, password };
  const reply = await call<Json<'login'>>('/api/auth/login', { method: 'POST', body });
  keepToken(reply.token);
  return reply.user;
}

export async function logout(): Promise<void> {
  try {
    await call('/api/auth/logout', { method: 'POST' });
  } finally {
    keepToken(null);
  }
}

export function me(): Promise<Json<'getMe'>> {
  return call('/api/me');
}

/* Websites */

export interface PageOf {
  page: number;
  pageSize: number;
  search: string;
}

function pageParams({ page, pageSize, search }: PageOf): URLSearchParams {
  const query = new URLSearchParams({ page: String(page), pageSize: String(pageSize) });
  if (search) query.set('search', search);
  return query;
}

export function listWebsites(asked: PageOf, signal?: AbortSignal): Promise<WebsitePage> {
  return call('/api/websites', { query: pageParams(asked), signal });
}

export function createWebsite(body: Schemas['WebsiteCreate']): Promise<Website> {
  return call('/api/websites', { method: 'POST', body });
}

/** Null for an id that nobody has: Umami answers administrators so. */
export function getWebsite(id: string, signal?: AbortSignal): Promise<Website | null> {
  return call(websitePath(id), { signal });
}

export function updateWebsite(id: string, body: Schemas['WebsiteUpdate']): Promise<Website> {
  return call(websitePath(id), { method: 'POST', body });
}

export async function deleteWebsite(id: string): Promise<void> {
  await call(websitePath(id), { method: 'DELETE' });
}

export function getPolicy(id: string, signal?: AbortSignal): Promise<Policy> {
  return call(websitePath(id, '/policy'), { signal });
}

export function updatePolicy(id: string, body: Schemas['PolicyUpdate']): Promise<Policy> {
  return call(websitePath(id, '/policy'), { method: 'POST', body });
}

/** All of them: nobody saves so many that a page would not hold them. */
export async function listSegments(id: string, signal?: AbortSignal): Promise<Segment[]> {
  const pages = (['segment', 'cohort'] as const).map((type) => {
    const query = new URLSearchParams({ type, pageSize: '500' });
    return call<Schemas['SegmentPage']>(websitePath(id, '/segments'), { query, signal });
  });
  return (await Promise.all(pages)).flatMap(({ data }) => data);
}

export function createSegment(id: string, body: Schemas['SegmentCreate']): Promise<Segment> {
  return call(websitePath(id, '/segments'), { method: 'POST', body });
}

export async function deleteSegment({ id, websiteId }: Segment): Promise<void> {
  await call(websitePath(websiteId, `/segments/${encodeURIComponent(id)}`), { method: 'DELETE' });
}

/* The server */

/** How the server sees this browser; for administrators. */
export function getWhoami(signal?: AbortSignal): Promise<Whoami> {
  return call('/api/whoami', { signal });
}

/* Links and pixels */

function linkPath(kind: LinkKind, id = ''): string {
  return `/api/${kind}s${id && `/${encodeURIComponent(id)}`}`;
}

export function listLinks(
  kind: LinkKind,
  asked: PageOf,
  signal?: AbortSignal,
): Promise<{ data: Link[]; count: number }> {
  return call(linkPath(kind), { query: pageParams(asked), signal });
}

export function getLink(kind: LinkKind, id: string, signal?: AbortSignal): Promise<Link> {
  return call(linkPath(kind, id), { signal });
}

export function createLink(kind: LinkKind, body: LinkInput): Promise<Link> {
  return call(linkPath(kind), { method: 'POST', body });
}

export function updateLink(kind: LinkKind, id: string, body: LinkInput): Promise<Link> {
  return call(linkPath(kind, id), { method: 'POST', body });
}

export async function deleteLink(kind: LinkKind, id: string): Promise<void> {
  await call(linkPath(kind, id), { method: 'DELETE' });
}

/** Visitors by half days, and of the whole range, of up to twenty links or pixels. */
export async function getLinkCharts(
  kind: LinkKind,
  ids: string[],
  range: Range,
  signal?: AbortSignal,
): Promise<Charts> {
  const query = questionParams({ range, filters: [], match: 'all' });
  query.set('ids', ids.join(','));
  const reply = await call<Schemas['Charts']>(linkPath(kind, 'charts'), { query, signal });
  return reply.data;
}

/** The address that is clicked on or loaded. */
export function linkAddress(kind: LinkKind, slug: string): string {
  return `${location.origin}/${kind === 'link' ? 'q' : 'p'}/${slug}`;
}

/** The image that a mail or a page carries. */
export function pixelTag(slug: string): string {
  return `<img src="${linkAddress('pixel', slug)}" alt="" width="1" height="1">`;
}

/* Reports */

export async function getActive(id: string, signal?: AbortSignal): Promise<number> {
  const reply = await call<Json<'getActiveVisitors'>>(websitePath(id, '/active'), { signal });
  return reply.visitors;
}

/** The instant of the first event, or null while there is none. */
export async function getFirstEvent(id: string, signal?: AbortSignal): Promise<number | null> {
  const reply = await call<Json<'getDateRange'>>(websitePath(id, '/daterange'), { signal });
  return reply.startDate === null ? null : Date.parse(reply.startDate);
}

export function getStats(id: string, question: Question, signal?: AbortSignal): Promise<Stats> {
  return call(websitePath(id, '/stats'), { query: questionParams(question), signal });
}

export function getSeries(
  id: string,
  question: Question,
  unit: Unit,
  signal?: AbortSignal,
): Promise<Series> {
  const query = questionParams(question);
  query.set('unit', unit);
  return call(websitePath(id, '/pageviews'), { query, signal });
}

export interface Rows {
  type: MetricType;
  limit: number;
  offset?: number;
  search?: string;
}

function rowsParams(question: Question, { type, limit, offset = 0, search }: Rows) {
  const query = questionParams(question);
  query.set('type', type);
  query.set('limit', String(limit));
  if (offset) query.set('offset', String(offset));
  if (search) query.set('search', search);
  return query;
}

export function getMetrics(
  id: string,
  question: Question,
  rows: Rows,
  signal?: AbortSignal,
): Promise<MetricRow[]> {
  return call(websitePath(id, '/metrics'), { query: rowsParams(question, rows), signal });
}

export function getExpandedMetrics(
  id: string,
  question: Question,
  rows: Rows,
  signal?: AbortSignal,
): Promise<ExpandedRow[]> {
  return call(websitePath(id, '/metrics/expanded'), { query: rowsParams(question, rows), signal });
}

/** The most frequent values of a property that contain a text. */
export async function getValues(
  id: string,
  range: Range,
  type: string,
  search: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const query = questionParams({ range, filters: [], match: 'all' });
  query.set('type', type);
  if (search) query.set('search', search);
  const rows = await call<Json<'getValues'>>(websitePath(id, '/values'), { query, signal });
  return rows.map((row) => row.value);
}

export function getRealtime(id: string, zone: string, signal?: AbortSignal): Promise<Realtime> {
  const query = new URLSearchParams({ timezone: zone });
  return call(`/api/realtime/${encodeURIComponent(id)}`, { query, signal });
}

/** What was received from `start` to `end`, by whole hours, and what became of it. */
export function getLedger(
  id: string,
  start: number,
  end: number,
  signal?: AbortSignal,
): Promise<Ledger> {
  const query = new URLSearchParams({ startAt: String(start), endAt: String(end) });
  return call(websitePath(id, '/ledger'), { query, signal });
}

/** The tag that a website's pages carry. */
export function trackingTag(id: string): string {
  return `<script defer src="${location.origin}/script.js" data-website-id="${id}"></script>`;
}
