// Dependencies point down only: holds every #include to the layers of layers.mjs.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LAYERS, layerOf } from './layers.mjs';
import { FILES, read, withoutComments } from './tree.mjs';

const CODE = FILES.filter((path) => /^(src|include|pgc)\/.*\.(c|h|pgc|pgh)$/.test(path));

/** The includes of a file that point up, as "path (its layer) includes header (its layer)". */
function upward(path, text) {
  const own = layerOf(path);
  return [...withoutComments(text).matchAll(/^\s*#\s*include\s*"([^"]+)"/gm)]
    .map(([, header]) => header)
    .filter((header) => layerOf(header) > own)
    .map((header) => `${path} (${LAYERS[own]}) includes ${header} (${LAYERS[layerOf(header)]})`);
}

test('every file has a layer', () => {
  assert.deepEqual(
    CODE.filter((path) => layerOf(path) === -1),
    [],
  );
});

test('no file includes a header of a layer above its own', () => {
  assert.deepEqual(
    CODE.filter((path) => layerOf(path) !== -1).flatMap((path) => upward(path, read(path))),
    [],
  );
});

test('an include that points up is noticed', () => {
  assert.deepEqual(upward('src/rules/url.c', '#include "url.h"\n#include "arena.h"\n#include "server.h"\n'), [
    'src/rules/url.c (rules) includes server.h (edge)',
  ]);
});
