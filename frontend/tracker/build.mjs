// Builds the tracker: node tracker/build.mjs OUTDIR writes OUTDIR/script.js, and fails when it is too large.
// SPDX-License-Identifier: MIT
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';

export const LIMIT = 1638; // bytes, after gzip -9: 1.6 kB

export const build = async () => {
  const source = await readFile(new URL('tracker.js', import.meta.url), 'utf8');
  const { code } = await transform(source, { minify: true, target: 'es2020', legalComments: 'none' });
  return code.trim();
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdir = process.argv[2];
  if (!outdir) {
    console.error('usage: node tracker/build.mjs OUTDIR');
    process.exit(2);
  }
  const code = await build();
  const size = gzipSync(code, { level: 9 }).length;
  if (size > LIMIT) {
    console.error(`script.js: ${size} bytes after gzip, ${LIMIT} are allowed`);
    process.exit(1);
  }
  await mkdir(outdir, { recursive: true });
  await writeFile(join(outdir, 'script.js'), code);
  console.log(`script.js: ${Buffer.byteLength(code)} bytes, ${size} after gzip`);
}
