// What the server says of itself (--help, --routes) is what the documents say of it.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import YAML from 'yaml';
import { FILES, ROOT, read } from './tree.mjs';

const PROGRAM = process.env.SILLAGE ?? `${ROOT}build/test/sillage`;
const says = (option) => execFileSync(PROGRAM, [option], { encoding: 'utf8' });

/** Settings of which `text` knows nothing. */
function missing(settings, text) {
  return settings.filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
}

/** Routes that an OpenAPI document does not have, and operations that no route answers, as "METHOD /path". */
function differences(routes, document) {
  const anonymous = (path) => path.replace(/\{\w+\}/g, '{}');
  const methods = new Set(['get', 'put', 'post', 'delete', 'patch']);
  const served = new Set(routes.map((line) => anonymous(line.trim().replace(/\s+/, ' '))));
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

const SETTINGS = says('--help').match(/^ {0,4}[A-Z][A-Z0-9_]+(?=\s)/gm).map((name) => name.trim());
const ROUTES = says('--routes').trim().split('\n');

test('every setting stands in the compose file', () => {
  assert.ok(SETTINGS.length > 10);
  // These are fixed by the image, or made of POSTGRES_PASSWORD.
  const fixed = ['HOST', 'PORT', 'SHARE_DIR', 'DATABASE_URL'];
  assert.deepEqual(missing(SETTINGS.filter((name) => !fixed.includes(name)), read('docker-compose.yml')), []);
});

test('every setting stands in the documentation', () => {
  const documents = FILES.filter((path) => path === 'README.md' || /^docs\/.*\.md$/.test(path));
  assert.deepEqual(missing(SETTINGS, documents.map(read).join('\n')), []);
});

test('the OpenAPI document describes every route, and nothing else', () => {
  // Static files are no route of the table.
  const { undescribed, unserved } = differences(ROUTES, YAML.parse(read('docs/openapi.yaml')));
  assert.deepEqual({ undescribed, unserved: unserved.filter((name) => name !== 'GET /script.js') }, { undescribed: [], unserved: [] });
});

test('a setting or a route that nobody wrote about is noticed', () => {
  assert.deepEqual(missing(['PORT', 'NEW_SETTING'], 'PORT: 3000'), ['NEW_SETTING']);
  assert.deepEqual(differences(['GET /a/{id}', 'POST /a'], { paths: { '/a/{aId}': { get: {} }, '/b': { get: {} } } }), {
    undescribed: ['POST /a'],
    unserved: ['GET /b'],
  });
});
