// Every package.json names exact versions and has its lock file beside it, with checksums, so that an installation is the same everywhere.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FILES, read } from './tree.mjs';

const wanted = ({ dependencies = {}, devDependencies = {}, optionalDependencies = {} }) => ({
  ...dependencies,
  ...devDependencies,
  ...optionalDependencies,
});

/** What is wrong with a package.json and its lock, both parsed; '' when nothing is. */
function wrong(manifest, lock) {
  const names = wanted(manifest);
  const loose = Object.keys(names).filter((name) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(names[name]));
  if (loose.length > 0) return `not exact: ${loose.join(', ')}`;
  const locked = wanted(lock.packages['']);
  const other = Object.keys({ ...names, ...locked }).filter((name) => names[name] !== locked[name]);
  if (other.length > 0) return `locked otherwise: ${other.join(', ')}`;
  // What comes within another package is covered by that one's checksum.
  const unchecked = Object.entries(lock.packages).filter(
    ([name, { integrity, inBundle }]) => name !== '' && !inBundle && !/^sha512-/.test(integrity),
  );
  return unchecked.length > 0 ? `no checksum: ${unchecked.map(([name]) => name).join(', ')}` : '';
}

describe('packages', () => {
  for (const path of FILES.filter((file) => /(^|\/)package\.json$/.test(file))) {
    const lock = path.replace(/package\.json$/, 'package-lock.json');
    test(`${path} is locked`, () => assert.equal(wrong(JSON.parse(read(path)), JSON.parse(read(lock))), ''));
  }
  test('a loose version, another lock and a missing checksum would be noticed', () => {
    assert.equal(wrong({ dependencies: { a: '^1.0.0' } }, { packages: { '': {} } }), 'not exact: a');
    assert.equal(wrong({ dependencies: { a: '1.0.0' } }, { packages: { '': { dependencies: { a: '1.0.1' } } } }), 'locked otherwise: a');
    assert.equal(wrong({}, { packages: { '': {}, 'node_modules/a': {} } }), 'no checksum: node_modules/a');
  });
});
