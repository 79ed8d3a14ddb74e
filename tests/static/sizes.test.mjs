// Files and functions that have outgrown what a reader takes in at once. Above the hard limit a test fails; above the
// soft one it only says so.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FILES, lineOf, read, withoutStrings } from './tree.mjs';

const FILE_LINES = { look: 500, limit: 900 };
const FUNCTION_LINES = { look: 60, limit: 120 };
const CODE = FILES.filter((path) => /^(src|pgc|include)\//.test(path));

/** Functions of C text laid out as ours is: the body opens and closes with a brace in the first column. */
function functions(text) {
  const bodies = withoutStrings(text).matchAll(/^(\w+)\([^;{]*\)\n\{\n[\s\S]*?^\}/gm);
  return [...bodies].map((body) => ({
    name: body[1],
    line: lineOf(text, body.index),
    lines: body[0].slice(body[0].indexOf('\n{\n')).split('\n').length - 3,
  }));
}

function check(context, measured, { look, limit }) {
  for (const { what, lines } of measured.filter(({ lines: count }) => count > look)) context.diagnostic(`${what}: ${lines} lines`);
  assert.deepEqual(
    measured.filter(({ lines }) => lines > limit),
    [],
  );
}

test('files', (context) => {
  check(context, CODE.map((path) => ({ what: path, lines: read(path).split('\n').length - 1 })), FILE_LINES);
});

test('functions', (context) => {
  const measured = CODE.filter((path) => !path.endsWith('.h')).flatMap((path) =>
    functions(read(path)).map(({ name, line, lines }) => ({ what: `${path}:${line} ${name}()`, lines })),
  );
  check(context, measured, FUNCTION_LINES);
});

test('a function is measured by what stands between its braces', () => {
  assert.deepEqual(functions('static int\nadd(int a,\n    int b)\n{\n\tint c = a + b;\n\treturn c;\n}\n'), [
    { name: 'add', line: 2, lines: 2 },
  ]);
});
