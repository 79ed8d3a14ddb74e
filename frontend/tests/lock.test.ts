// The lock file must install from any mirror: it names versions and checksums, and no host.
// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Lock {
  packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
}
interface Package {
  devDependencies: Record<string, string>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(process.cwd(), name), 'utf8'));

it('the lock file names no host and has a checksum for everything', () => {
  const { packages } = read('package-lock.json') as Lock;
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.link) continue;
    expect(entry.resolved, path).toBeUndefined();
    expect(entry.integrity, path).toMatch(/^sha512-/);
  }
});

it('every dependency has an exact version', () => {
  const { devDependencies } = read('package.json') as Package;
  for (const [name, version] of Object.entries(devDependencies)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  }
});
