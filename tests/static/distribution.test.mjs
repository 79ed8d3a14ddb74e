// Tables of what is collected could be distributed by website: their keys begin with it, and their joins carry it. What is seen
// are CREATE TABLE, CREATE UNIQUE INDEX and JOIN; a list after FROM and a subquery in WHERE are not.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FILES, lineOf, read } from './tree.mjs';

// These are few rows and stand on every node, or are looked up by an id that somebody was handed out.
const SHARED = ['users', 'tokens', 'websites', 'salts', 'secrets', 'saved_reports', 'segments'];

const SQL = FILES.filter((path) => /^migrations\/.*\.sql$|^pgc\/.*\.pg[ch]$/.test(path));
const withoutComments = (text) => text.replace(/--[^\n]*/g, '');
// C's strings, one after the other, are one statement.
const withoutQuotes = (text) => text.replace(/"|\\n|\\t/g, ' ');

/** The tables that SQL creates with a website's id: their names and what stands between the brackets. */
const tablesOf = (sql) =>
  [...withoutComments(sql).matchAll(/CREATE TABLE (\w+) \(\n([\s\S]*?)\n\)/g)]
    .map(([, name, body]) => ({ name, body }))
    .filter(({ name, body }) => /^\s*website_id\b/m.test(body) && !SHARED.includes(name));

/** Keys of these tables that do not begin with the website. */
const keysAstray = (sql, names) => [
  ...tablesOf(sql).flatMap(({ name, body }) => [
    ...[...body.matchAll(/(?:PRIMARY KEY|UNIQUE) \((\w+)/g)].filter(([, first]) => first !== 'website_id').map(() => name),
    ...[...body.matchAll(/^\s*(\w+) .*\b(?:PRIMARY KEY|UNIQUE)\b(?! \()/gm)].filter(([, column]) => column !== 'website_id').map(() => name),
  ]),
  ...[...withoutComments(sql).matchAll(/(?:CREATE UNIQUE INDEX \w+ ON|ALTER TABLE) (\w+)(?: ADD (?:PRIMARY KEY|UNIQUE))? \((\w+)/g)]
    .filter(([, name, first]) => names.includes(name) && first !== 'website_id')
    .map(([, name]) => name),
];

/** Joins with these tables whose condition does not name the website, by line. */
function joinsAstray(sql, names) {
  const text = withoutQuotes(withoutComments(sql));
  const join = new RegExp(
    `\\bJOIN\\s+(?:${names.join('|')})\\b(?:\\s+AS)?(?:\\s+(?!ON\\b|USING\\b)\\w+)?\\s+(?:ON|USING)\\b([\\s\\S]*?)` +
      '(?=\\b(?:LEFT|INNER|CROSS|JOIN|WHERE|GROUP|ORDER|LIMIT|UNION|RETURNING|FROM|SELECT)\\b|;|\\$\\$|$)',
    'g',
  );
  return [...text.matchAll(join)].filter(([, condition]) => !/\bwebsite/.test(condition)).map(({ index }) => lineOf(text, index));
}

const NAMES = SQL.flatMap((path) => tablesOf(read(path)).map(({ name }) => name));

test('every key of a table that is collected begins with the website', () => {
  assert.ok(NAMES.length > 15 && NAMES.includes('events') && NAMES.includes('blocks'), NAMES.join());
  assert.deepEqual(SQL.flatMap((path) => keysAstray(read(path), NAMES)), []);
});

test('every join with such a table carries the website', () => {
  const joins = SQL.flatMap((path) => joinsAstray(read(path), NAMES).map((line) => `${path}:${line}`));
  assert.deepEqual(joins, []);
});

test('a key or a join without the website is noticed', () => {
  const table = (key) => `CREATE TABLE visits (\n  website_id integer NOT NULL,\n  visit_id integer NOT NULL${key}\n);\n`;
  assert.deepEqual(keysAstray(table(',\n  PRIMARY KEY (website_id, visit_id)'), ['visits']), []);
  assert.deepEqual(keysAstray(table(',\n  PRIMARY KEY (visit_id, website_id)'), ['visits']), ['visits']);
  assert.deepEqual(keysAstray(table(' UNIQUE'), ['visits']), ['visits']);
  assert.deepEqual(keysAstray('CREATE UNIQUE INDEX one ON visits (visit_id);', ['visits']), ['visits']);
  assert.deepEqual(keysAstray('ALTER TABLE visits ADD PRIMARY KEY (visit_id);', ['visits']), ['visits']);
  assert.deepEqual(joinsAstray('SELECT 1 FROM events\n LEFT JOIN visits v ON v.visit_id = 1 WHERE website_id = 1', ['visits']), [2]);
  assert.deepEqual(joinsAstray('"JOIN visits USING "\n"(website_id, visit_id) WHERE"', ['visits']), []);
});
