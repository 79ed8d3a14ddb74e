// What the server says of itself (--help, --routes) is what the documents say of it.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import YAML from 'yaml';
import { ROOT, read } from './tree.mjs';

const PROGRAM = process.env.SILLAGE ?? `${ROOT}build/test/sillage`;
const says = (option) => execFileSync(PROGRAM, [option], { encoding: 'utf8' });

/** The settings in what --help prints: [{ name, standard }]. */
function settingsOf(help) {
  return [...help.matchAll(/^ {2}([A-Z][A-Z0-9_]+) +(\S+) {2,}\S/gm)].map(([, name, standard]) => ({ name, standard }));
}

/** Settings of which `text` knows nothing. */
function missing(settings, text) {
  return settings.filter((name) => !new RegExp(`^\\s*${name}:`, 'm').test(text));
}

/** Settings that have no row with their default in the tables of docs/settings.md, and rows of no setting. */
function undocumented(settings, text) {
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\S+) \|/gm)].map(([, name, shown]) => `${name} ${shown.replaceAll('`', '').replace('–', '-')}`);
  const told = settings.map(({ name, standard }) => `${name} ${standard}`);
  return [...told.filter((row) => !rows.includes(row)), ...rows.filter((row) => !told.includes(row))];
}

/** Routes that an OpenAPI document does not have, and operations that no route answers, as "METHOD /path". */
function differences(routes, document) {
  const anonymous = (path) => path.replace(/\{\w+\}/g, '{}');
  const methods = new Set(['get', 'put', 'post', 'delete', 'patch']);
  const served = new Set(routes.map(anonymous));
  const described = new Set(
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).filter((key) => methods.has(key)).map((key) => `${key.toUpperCase()} ${anonymous(path)}`),
    ),
  );
  return {
    undescribed: [...served].filter((route) => !described.has(route)),
    unserved: [...described].filter((operation) => !served.has(operation)),
  };
}

const SETTINGS = settingsOf(says('--help'));
const ROUTES = says('--routes').trim().split('\n').map((line) => line.split(/\s+/).slice(0, 2).join(' '));

test('every setting stands in the compose file', () => {
  assert.ok(SETTINGS.length > 10);
  // These are fixed by the image, or made of POSTGRES_PASSWORD.
  const fixed = ['HOST', 'PORT', 'SHARE_DIR', 'DATABASE_URL'];
  const names = SETTINGS.map(({ name }) => name).filter((name) => !fixed.includes(name));
  assert.deepEqual(missing(names, read('docker-compose.yml')), []);
});

test('docs/settings.md has every setting with its default, and no other', () => {
  assert.deepEqual(undocumented(SETTINGS, read('docs/settings.md')), []);
});

test('the OpenAPI document describes every route, and nothing else', () => {
  // Static files are no route of the table.
  const files = ['GET /script.js', 'GET /vitals.js'];
  const { undescribed, unserved } = differences(ROUTES, YAML.parse(read('docs/openapi.yaml')));
  assert.deepEqual({ undescribed, unserved: unserved.filter((name) => !files.includes(name)) }, { undescribed: [], unserved: [] });
});

test('a setting or a route that nobody wrote about is noticed', () => {
  assert.deepEqual(settingsOf('Settings:\n\n  PORT        3000   Port to listen on.\n'), [{ name: 'PORT', standard: '3000' }]);
  assert.deepEqual(missing(['PORT', 'NEW_SETTING'], '  PORT: 3000'), ['NEW_SETTING']);
  const settings = [{ name: 'PORT', standard: '3000' }, { name: 'HOST', standard: '-' }];
  assert.deepEqual(undocumented(settings, '| `PORT` | `80` | x |\n| `HOST` | – | x |\n'), ['PORT 3000', 'PORT 80']);
  assert.deepEqual(differences(['GET /a/{id}', 'POST /a'], { paths: { '/a/{aId}': { get: {} }, '/b': { get: {} } } }), {
    undescribed: ['POST /a'],
    unserved: ['GET /b'],
  });
});
