// Builds the tracker: node tracker/build.mjs OUTDIR writes OUTDIR/script.js, and fails when it is too large.
// SPDX-License-Identifier: MIT
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { transform } from 'esbuild';

export const LIMIT = 1700; // bytes by Brotli, as scripts/assemble.mjs compresses it: what browsers receive over HTTPS

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
  const size = brotliCompressSync(code).length;
  if (size > LIMIT) {
    console.error(`script.js: ${size} bytes by Brotli, ${LIMIT} are allowed`);
    process.exit(1);
  }
  await mkdir(outdir, { recursive: true });
  await writeFile(join(outdir, 'script.js'), code);
  console.log(`script.js: ${Buffer.byteLength(code)} bytes, ${size} by Brotli, ${gzipSync(code, { level: 9 }).length} by gzip`);
}
