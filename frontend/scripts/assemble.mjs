// The last step of a build: puts the tracker into dist/ and lays a .gz and a .br beside every file that
// gets smaller by it, so that the server never compresses anything itself.
// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const SMALLEST = 256;

const encodings = {
  gz: (data) => gzipSync(data, { level: 9 }),
  br: (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
};

const tracker = join(root, 'tracker', 'build.mjs');
if (existsSync(tracker)) {
  execFileSync(process.execPath, [tracker, dist], { cwd: root, stdio: 'inherit' });
}

const entries = await readdir(dist, { recursive: true, withFileTypes: true });
for (const entry of entries.filter((item) => item.isFile())) {
  const file = join(entry.parentPath, entry.name);
  if (/\.(gz|br|png|woff2)$/.test(file)) continue;
  const data = await readFile(file);
  if (data.length < SMALLEST) continue;
  for (const [suffix, compress] of Object.entries(encodings)) {
    const smaller = compress(data);
    if (smaller.length < data.length) await writeFile(`${file}.${suffix}`, smaller);
  }
}
