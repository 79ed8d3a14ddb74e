// What is asked of the server, and what becomes of every kind of refusal; the server is played by a
// stub of fetch.
// SPDX-License-Identifier: MIT
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Api from './api';

const ID = '4b1ad7f0-5b58-4a6e-9d5e-2b7d8a5c6f01';
const range = { start: 1000, end: 9000, until: 5000, zone: 'Europe/Paris' };
const question: Api.Question = { range, filters: [], match: 'all' };

type Handler = (url: URL, init: RequestInit) => Response;
let handler: Handler;
let calls: { url: URL; init: RequestInit }[];
let api: typeof Api;

function reply(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

function failure(status: number, code: string, more: object = {}): Response {
  return reply(status, { error: { message: code, code, status, ...more } });
}

function firstCall() {
  const [call] = calls;
  if (!call) throw new Error('nothing was asked');
  return call;
}

beforeEach(async () => {
  localStorage.clear();
  localStorage.setItem('sillage.token', 'secret');
  calls = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const url = new URL(path, 'http://localhost');
    calls.push({ url, init });
    return handler(url, init);
  });
  vi.resetModules();
  api = await import('./api');
});

describe('a question', () => {
  it('asks up to the last millisecond before its end, and not into the future', async () => {
    handler = () => reply(200, {});
    await api.getStats(ID, question);
    const { url } = firstCall();
    expect(url.pathname).toBe(`/api/websites/${ID}/stats`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      startAt: '1000',
      endAt: '4999',
      timezone: 'Europe/Paris',
    });
  });

  it('carries the token, the filters and how they are joined', async () => {
    handler = () => reply(200, []);
    const filters: Api.Question['filters'] = [
      { dimension: 'country', operator: 'eq', value: 'FR' },
      { dimension: 'path', operator: 'c', value: '/blog' },
    ];
    await api.getMetrics(ID, { range, filters, match: 'any' }, { type: 'path', limit: 10 });
    const { url, init } = firstCall();
    expect(new Headers(init.headers).get('Authorization')).toBe('Bearer secret');
    expect(url.searchParams.get('country')).toBe('eq.FR');
    expect(url.searchParams.get('path')).toBe('c./blog');
    expect(url.searchParams.get('match')).toBe('any');
    expect(url.searchParams.get('type')).toBe('path');
  });
});

describe('401', () => {
  it('signs out when the token is dead', async () => {
    handler = () => failure(401, 'unauthorized');
    const out = vi.fn();
    api.whenSignedOut(out);
    await expect(api.getActive(ID)).rejects.toMatchObject({ trouble: 'signed-out' });
    expect(out).toHaveBeenCalledOnce();
    expect(localStorage.getItem('sillage.token')).toBeNull();
  });

  it('keeps the token when it only does not permit this', async () => {
    handler = (url) =>
      url.pathname === '/api/auth/verify' ? reply(200, {}) : failure(401, 'unauthorized');
    const out = vi.fn();
    api.whenSignedOut(out);
    await expect(api.getActive(ID)).rejects.toMatchObject({ trouble: 'not-permitted' });
    expect(out).not.toHaveBeenCalled();
    expect(localStorage.getItem('sillage.token')).toBe('secret');
  });

  it('keeps the token when nobody can say whether it is dead', async () => {
    handler = (url) =>
      url.pathname === '/api/auth/verify' ? failure(503, 'busy') : failure(401, 'unauthorized');
    await expect(api.getActive(ID)).rejects.toMatchObject({ trouble: 'not-permitted' });
    expect(localStorage.getItem('sillage.token')).toBe('secret');
  });

  it('means a wrong password at sign-in, whatever the old token', async () => {
    handler = () => failure(401, 'incorrect-username-password');
    await expect(api.login('admin', 'x')).rejects.toMatchObject({ trouble: 'wrong-password' });
  });
});

describe('other failures', () => {
  it('wait as long as a busy server says, then ask again', async () => {
    vi.useFakeTimers();
    const answers = [reply(503, {}, { 'Retry-After': '2' }), reply(200, { visitors: 3 })];
    handler = () => answers.shift() ?? failure(500, 'server-error');
    const active = api.getActive(ID);
    await vi.advanceTimersByTimeAsync(1900);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    await expect(active).resolves.toBe(3);
    vi.useRealTimers();
  });

  it('never repeat what changes something', async () => {
    handler = () => failure(503, 'busy');
    const creation = api.createWebsite({ name: 'a', domain: 'b' });
    await expect(creation).rejects.toMatchObject({ trouble: 'busy' });
    expect(calls).toHaveLength(1);
  });

  it('say which field is wrong', async () => {
    handler = () =>
      failure(400, 'bad-request', { properties: { domain: { errors: ['Too long'] } } });
    await expect(api.createWebsite({ name: 'a', domain: 'b' })).rejects.toMatchObject({
      trouble: 'invalid',
      faults: { domain: 'Too long' },
    });
  });

  it.each([
    [404, 'not-found'],
    [403, 'not-permitted'],
    [500, 'failed'],
  ])('%i is %s', async (status, trouble) => {
    handler = () => failure(status, 'x');
    await expect(api.getWebsite(ID)).rejects.toMatchObject({ trouble });
  });

  it('are told apart from a server that does not answer', async () => {
    handler = () => {
      throw new TypeError('Failed to fetch');
    };
    await expect(api.getWebsite(ID)).rejects.toMatchObject({ trouble: 'offline' });
  });

  it('do not need an error document', async () => {
    handler = () => new Response('<html>', { status: 502, statusText: 'Bad Gateway' });
    await expect(api.getWebsite(ID)).rejects.toMatchObject({ trouble: 'failed' });
  });
});

it('keeps a new token and drops it on signing out', async () => {
  handler = (url) =>
    url.pathname === '/api/auth/login' ? reply(200, { token: 'new', user: {} }) : reply(200, {});
  await api.login('admin', 'pw');
  expect(localStorage.getItem('sillage.token')).toBe('new');
  await api.logout();
  expect(localStorage.getItem('sillage.token')).toBeNull();
});
