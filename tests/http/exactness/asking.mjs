// Asks the server, compares its answers, and keeps account of what each report was asked.
// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import YAML from 'yaml';
import { ask } from '../../support/server.mjs';
import { CHANGES } from '../../support/traffic.mjs';
import * as truth from '../../support/truth.mjs';
import { OPERATORS, deal, rarely, saveAll, shuffleAll } from './questions.mjs';
import { HOUR, QUESTIONS, SEED, WHOLE, begin, end, history, isReset, server, spans, token, website } from './world.mjs';

export const iso = (at) => new Date(at).toISOString();

// A range in the other way of writing it.
const dated = ({ startAt, endAt, ...rest }) => ({ startDate: iso(startAt), endDate: iso(endAt), ...rest });

export const addressOf = (path, { filters = [], segment, cohort, ...rest }) => {
  const parameters = new URLSearchParams();
  const isDated = rest.endAt !== undefined && deal('dated', rarely(true));
  const question = { ...(isDated ? dated(rest) : rest), segment: segment?.id, cohort: cohort?.id };
  note(path, { ...rest, filters, segment, cohort }, question);
  for (const [name, value] of [...Object.entries(question), ...filters])
    if (value !== undefined) parameters.append(name, value);
  return `${path}?${parameters}`;
};

// What each report was asked, in the words of FEATURES and as "name=value" of its parameters.
const asked = new Map();
const OF_RANGES = ['half-hour zone', 'clock put forward', 'clock put back', 'visit over the start', 'visit over the end', 'after a reset'];
const FEATURES = [...OPERATORS, 'several filters', 'match=all', 'match=any', 'segment', 'cohort', 'excludeBounce', 'eventType=1', 'eventType=2'];

const featuresOf = ({ startAt, endAt, timezone, filters, match, excludeBounce, eventType, segment, cohort }) => {
  const zone = truth.zoneOf({ timezone });
  const offset = truth.shown(startAt ?? 0, zone) - (startAt ?? 0);
  const changes = CHANGES.filter((change) => change.timezone === timezone && startAt < change.at && change.at <= endAt);
  const features = {
    [`match=${match}`]: filters.length > 1,
    'several filters': filters.length > 1,
    segment,
    cohort,
    excludeBounce,
    [`eventType=${eventType}`]: true,
    'half-hour zone': offset % HOUR !== 0,
    'visit over the start': spans.some(({ start, end }) => start < startAt && startAt <= end),
    'visit over the end': spans.some(({ start, end }) => start <= endAt && endAt < end),
    'after a reset': isReset,
  };
  const operators = filters.map(([, value]) => OPERATORS.find((operator) => value.startsWith(`${operator}.`)) ?? 'eq');
  return [...operators, ...changes.map(({ clock }) => `clock ${clock}`), ...Object.keys(features).filter((name) => features[name])];
};

export const note = (path, question, parameters) => {
  const report = path.replace(/^\/api\/(websites\/[^/]+\/)?/, '').replaceAll(/[\da-f-]{36}/g, '{}');
  const known = asked.get(report) ?? new Set();
  asked.set(report, known);
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  for (const feature of [...featuresOf(question), ...given.flatMap(([name, value]) => [name, `${name}=${value}`])]) known.add(feature);
};

// What a report that takes these parameters is to be asked: each of them, each value of those that have a list, each property and
// operator of the filters.
const wantedOf = (parameters) => [
  ...FEATURES,
  ...(parameters.some(({ name }) => name === 'startAt') ? OF_RANGES : []),
  ...parameters
    .filter(({ name }) => name !== 'filters')
    .flatMap(({ name, schema }) => (schema.enum ? schema.enum.map((value) => `${name}=${value}`) : [name])),
];

/** What no question was about, by report; of every report that the documentation has. */
export const lacking = () => {
  const document = YAML.parse(readFileSync(new URL('../../../docs/openapi.yaml', import.meta.url), 'utf8'));
  const resolve = (part) => (part.$ref ? part.$ref.slice(2).split('/').reduce((found, name) => found[name], document) : part);
  const found = {};
  for (const [path, { get, post }] of Object.entries(document.paths)) {
    const parameters = (get?.parameters ?? []).map(resolve).map((parameter) => ({ ...parameter, schema: resolve(parameter.schema) }));
    const isAsked = parameters.some(({ name }) => name === 'filters');
    const isPosted = post && /^\/api\/reports\/\w+$/.test(path);
    if (!isAsked && !isPosted) continue;
    const report = path.replace(/^\/api\/(websites\/[^/]+\/)?/, '').replaceAll(/\{\w+\}/g, '{}');
    const known = asked.get(report) ?? new Set();
    const wanted = isAsked ? wantedOf(parameters) : [...FEATURES, ...OF_RANGES];
    const missing = wanted.filter((feature) => !known.has(feature));
    if (missing.length > 0) found[report] = missing;
  }
  return found;
};

// Where two documents first differ, as a path of members.
export const difference = (expected, got, path = '') => {
  if (Object.is(expected, got)) return null;
  const nested = [expected, got].every((value) => typeof value === 'object' && value !== null);
  if (!nested || Array.isArray(expected) !== Array.isArray(got)) return { path, expected, got };
  const names = new Set([...Object.keys(expected), ...Object.keys(got)]);
  for (const name of names) {
    const found = difference(expected[name], got[name], `${path}.${name}`);
    if (found) return found;
  }
  return null;
};

const shortened = (value) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 3000 ? `${text.slice(0, 3000)}… (${text.length} characters)` : text;
};

export const compare = (address, expected, got) => {
  const found = difference(expected, got);
  if (!found) return;
  const { path, ...texts } = found;
  throw new Error(
    [
      `GET ${address} (EXACTNESS_SEED=${SEED})`,
      `differs at ${path || 'the top'}: expected ${shortened(texts.expected)}, got ${shortened(texts.got)}`,
      `expected ${shortened(expected)}`,
      `got ${shortened(got)}`,
    ].join('\n'),
  );
};

export const check = async (report, compute, question) => {
  const address = addressOf(`/api/websites/${website}/${report}`, question);
  compare(address, compute(history, question), await ask(server, 'GET', address, { token }));
};

export const repeat = async (work, times = QUESTIONS) => {
  shuffleAll();
  for (let i = 0; i < times; i++) await work(i);
};

export const atRandom = []; // a random question of each report, to be asked again after a reset

export const testAtRandom = (name, work, times = QUESTIONS) => {
  atRandom.push(work);
  test(name, () => repeat(work, times));
};

// Asked while the traffic is still coming: each answer has everything, whatever the server remembers from the one before.
before(async () => {
  await begin(() => check('stats', truth.stats, WHOLE));
  await saveAll();
});
after(end);
