// Whatever is wrong with a report's parameter is told under that parameter's name, of every report that the documentation has.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import YAML from 'yaml';
import { call, createWebsite, login, startServer } from '../support/server.mjs';

const DOCUMENT = YAML.parse(readFileSync(new URL('../../docs/openapi.yaml', import.meta.url), 'utf8'));
const NOW = Date.now();
// What is given where a report wants a parameter that has no list of values.
const GIVEN = {
  startAt: NOW - 86_400_000,
  endAt: NOW,
  currency: 'EUR',
  fields: 'path',
  window: 60,
  propertyName: 'price',
  eventName: 'buy',
  value: '/',
  step: '/',
};
const STEPS = { journeys: 3, funnels: '[{"type":"path","value":"/"},{"type":"path","value":"/b"}]' };

const resolve = (part) => (part.$ref ? part.$ref.slice(2).split('/').reduce((found, name) => found[name], DOCUMENT) : part);

/** Each report with the parameters of its query string: { path, parameters: [{ name, required, type, values }] }. */
const REPORTS = Object.entries(DOCUMENT.paths)
  .filter(([path, { get }]) => path.startsWith('/api/websites/{websiteId}/') && get?.parameters)
  .map(([path, { get }]) => ({
    path: path.slice('/api/websites/{websiteId}/'.length),
    parameters: get.parameters
      .map(resolve)
      .filter((parameter) => parameter.in === 'query')
      .map(({ name, required, schema }) => ({ name, required, type: resolve(schema).type, values: resolve(schema).enum })),
  }))
  .filter(({ path, parameters }) => !path.includes('{') && parameters.some(({ name }) => name === 'startAt'));

const given = (path, { name, values }) => (name === 'steps' ? STEPS[path.split('/')[0]] : (values?.[0] ?? GIVEN[name]));
const wrong = ({ name, type, values }) => {
  if (name === 'timezone') return ['Mars/Base', '+99:99', 'Europe/../UTC'];
  if (values) return ['nonsense'];
  return ['integer', 'number'].includes(type) ? ['x', '1e99', '99999999999999999999', '1.5'] : [];
};

let server;
let token;
let website;
before(async () => {
  server = await startServer();
  token = await login(server);
  website = (await createWebsite(server, token)).id;
});
after(() => server?.stop());

const ask = (path, question) =>
  call(server, 'GET', `/api/websites/${website}/${path}?${new URLSearchParams(question)}`, { token });

test('the documentation has reports and what they take', () => {
  assert.ok(REPORTS.length > 40, `${REPORTS.length} reports`);
  for (const { path, parameters } of REPORTS) assert.ok(parameters.some((parameter) => wrong(parameter).length > 0), path);
});

for (const { path, parameters } of REPORTS)
  test(path, async () => {
    const wanted = parameters.filter(({ name, required }) => required || ['startAt', 'endAt'].includes(name));
    const question = Object.fromEntries(wanted.map((parameter) => [parameter.name, given(path, parameter)]));
    const { status, body } = await ask(path, question);
    assert.equal(status, 200, JSON.stringify(body));
    for (const parameter of parameters)
      for (const value of wrong(parameter)) {
        const refused = await ask(path, { ...question, [parameter.name]: value });
        const said = `${parameter.name}=${value}: ${refused.status} ${JSON.stringify(refused.body)}`;
        assert.equal(refused.status, 400, said);
        assert.deepEqual(Object.keys(refused.body.error.properties), [parameter.name], said);
      }
  });
