// A name means one thing. The linker takes the first of two functions of the same name out of a library and says nothing, and no
// compiler sees two files that understand the same struct differently.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { after, test } from 'node:test';
import { FILES, ROOT, matches, read, withoutStrings } from './tree.mjs';

const SCRATCH = mkdtempSync(`${tmpdir()}/sillage-names.`);
after(() => rmSync(SCRATCH, { recursive: true }));

const LIBRARY = `${dirname(process.env.SILLAGE ?? `${ROOT}build/test/sillage`)}/libsillage_core.a`;
const CODE = FILES.filter((path) => matches(path, ['src/**/*.c', 'include/**/*.h', 'pgc/**/*.pgc', 'pgc/**/*.pgh']));
const isHeader = (path) => /\.(h|pgh)$/.test(path);

/** Places by name, of those names that have several: ["name: place, place"]. */
function several(named) {
  const places = new Map();
  for (const [name, place] of named) places.set(name, [...(places.get(name) ?? []), place]);
  return [...places].filter(([, { length }]) => length > 1).map(([name, where]) => `${name}: ${where.join(', ')}`);
}

/** What the object files of a library offer to others: [[name, object file]]. */
function symbols(...files) {
  const lines = execFileSync('nm', ['-A', '-P', '--defined-only', '--extern-only', ...files], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, object, name] = line.match(/(\w[\w.-]*\.o)\]?: (\S+) /) ?? [];
    return name === undefined ? [] : [[name, object]];
  });
}

/** Definitions of the structs, unions and enums that a header speaks of: [["struct name", path]]. What only one file knows is its own. */
function shared(files) {
  const seen = files.map(([path, text]) => [path, withoutStrings(text)]);
  const spoken = new Set(seen.filter(([path]) => isHeader(path)).flatMap(([, text]) => text.match(/\b(?:struct|union|enum) \w+/g) ?? []));
  return seen.flatMap(([path, text]) =>
    [...text.matchAll(/\b((?:struct|union|enum) \w+)\s*\{/g)].filter(([, tag]) => spoken.has(tag)).map(([, tag]) => [tag, path]),
  );
}

test('no two object files of the server offer the same symbol', () => {
  const offered = symbols(LIBRARY);
  assert.ok(offered.length > 500, `${offered.length} symbols`);
  assert.deepEqual(several(offered), []);
});

test('a struct that a header speaks of is defined once', () => {
  const defined = shared(CODE.map((path) => [path, read(path)]));
  assert.ok(defined.length > 150, `${defined.length} definitions`);
  assert.deepEqual(several(defined), []);
});

test('a name that is there twice is noticed', () => {
  const objects = ['one', 'two'].map((name) => {
    writeFileSync(`${SCRATCH}/${name}.c`, `int both;\nint ${name}(void)\n{\n\treturn both;\n}\n`);
    execFileSync('gcc', ['-fno-common', '-c', '-o', `${SCRATCH}/${name}.o`, `${SCRATCH}/${name}.c`]);
    return `${SCRATCH}/${name}.o`;
  });
  execFileSync('ar', ['rc', `${SCRATCH}/both.a`, ...objects]);
  assert.deepEqual(several(symbols(`${SCRATCH}/both.a`)), ['both: one.o, two.o']);

  const files = [
    ['include/a.h', 'struct place;\nvoid place_use(struct place *place);\n/* struct own { */\n'],
    ['src/a.c', 'struct place {\n\tint number;\n};\nstruct own {\n\tint number;\n};\n'],
    ['pgc/b.pgc', 'struct place {\n\tchar text[8];\n};\nstruct own {\n\tchar text[8];\n};\n'],
  ];
  assert.deepEqual(several(shared(files)), ['struct place: src/a.c, pgc/b.pgc']);
});
