// Builds the tracker: node tracker/build.mjs OUTDIR writes its scripts there, and fails when one is too large.
// SPDX-License-Identifier: MIT
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { transform } from 'esbuild';

// Bytes by Brotli, as scripts/assemble.mjs compresses them: what browsers receive over HTTPS. vitals.js is loaded by tags that
// ask for it only.
export const LIMITS = { 'script.js': 1700, 'vitals.js': 850 };

export const build = async (name) => {
  const source = await readFile(new URL(name, import.meta.url), 'utf8');
  const { code } = await transform(source, { minify: true, target: 'es2020', legalComments: 'none' });
  return code.trim();
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdir = process.argv[2];
  if (!outdir) {
    console.error('usage: node tracker/build.mjs OUTDIR');
    process.exit(2);
  }
  await mkdir(outdir, { recursive: true });
  for (const [name, limit] of Object.entries(LIMITS)) {
    const code = await build(name);
    const size = brotliCompressSync(code).length;
    if (size > limit) {
      console.error(`${name}: ${size} bytes by Brotli, ${limit} are allowed`);
      process.exit(1);
    }
    await writeFile(join(outdir, name), code);
    console.log(`${name}: ${Buffer.byteLength(code)} bytes, ${size} by Brotli, ${gzipSync(code, { level: 9 }).length} by gzip`);
  }
}
