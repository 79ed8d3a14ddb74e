// What the build leaves in dist/: how much the first page costs, and what the server relies on.
// `npm test` builds first.
// SPDX-License-Identifier: MIT
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const dist = join(process.cwd(), 'dist');
const FIRST_LOAD_MAX = 150_000;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const plain = files.filter((file) => !/\.(gz|br)$/.test(file));
const index = readFileSync(join(dist, 'index.html'), 'utf8');

/** Everything that index.html names, and everything that those scripts import at once. */
function firstLoad(): Set<string> {
  const found = new Set([join(dist, 'index.html')]);
  const add = (file: string) => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    if (!file.endsWith('.js')) return;
    const text = readFileSync(file, 'utf8');
    for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
      if (name) add(join(file, '..', name));
    }
  };
  for (const [, path] of index.matchAll(/(?:src|href)="\/([^"]+)"/g))
    if (path) add(join(dist, path));
  return found;
}

describe('the first load', () => {
  const parts = [...firstLoad()];

  it('has a script and a style sheet', () => {
    expect(parts.some((file) => /assets\/index-.*\.js$/.test(file))).toBe(true);
    expect(parts.some((file) => /assets\/index-.*\.css$/.test(file))).toBe(true);
  });

  it(`is at most ${FIRST_LOAD_MAX} bytes with gzip, the weaker of the two`, () => {
    const sum = parts.reduce(
      (all, file) => all + gzipSync(readFileSync(file), { level: 9 }).length,
      0,
    );
    expect(sum).toBeLessThanOrEqual(FIRST_LOAD_MAX);
  });
});

describe('every file', () => {
  it('has smaller siblings with the same content, where it can be smaller', () => {
    for (const file of plain) {
      const data = readFileSync(file);
      if (data.length < 1024) continue;
      expect(gunzipSync(readFileSync(`${file}.gz`)).equals(data), file).toBe(true);
      expect(brotliDecompressSync(readFileSync(`${file}.br`)).equals(data), file).toBe(true);
      expect(readFileSync(`${file}.br`).length, file).toBeLessThan(data.length);
    }
  });

  it('under assets/ has a hash in its name', () => {
    for (const file of plain.filter((name) => name.includes('/assets/'))) {
      expect(file).toMatch(/-[\w-]{8}\.(js|css)$/);
    }
  });
});

describe('the Content-Security-Policy', () => {
  it('finds no script in the page itself', () => {
    expect(index).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(index).not.toMatch(/\son\w+=/);
  });

  it('finds nothing that is made into code at run time', () => {
    for (const file of plain.filter((name) => name.endsWith('.js'))) {
      expect(readFileSync(file, 'utf8'), file).not.toMatch(/\beval\(|new Function\(/);
    }
  });

  it('finds no style sheet or font from elsewhere', () => {
    for (const file of plain.filter((name) => name.endsWith('.css'))) {
      expect(readFileSync(file, 'utf8'), file).not.toMatch(/url\(|@import/);
    }
  });
});
