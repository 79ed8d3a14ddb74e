// Runs the checkers that Debian and npm have over the tree, and shows that each of them would notice.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, describe, test } from 'node:test';
import actions from '@action-validator/core';
import dockerfile from 'dockerfile-utils';
import { LAYERS } from './layers.mjs';
import { FILES, ROOT, matches, read } from './tree.mjs';

const SCRATCH = mkdtempSync(`${tmpdir()}/sillage-static.`);
after(() => rmSync(SCRATCH, { recursive: true }));

/** Runs a checker in the tree; returns what it complained of, '' when it is content. */
function complaints(command, ...words) {
  const ran = spawnSync(command, words, { cwd: ROOT, encoding: 'utf8' });
  if (ran.error) throw ran.error;
  return ran.status === 0 ? '' : ran.stdout + ran.stderr || `${command}: status ${ran.status}`;
}

/** Passes when a checker was content, and shows what it said when it was not. */
function content(text) {
  assert.ok(text === '', text);
}

function sample(name, text) {
  writeFileSync(`${SCRATCH}/${name}`, text);
  return `${SCRATCH}/${name}`;
}

const SHELL = FILES.filter((path) => /^(script|\.ci)\//.test(path) && /^#!.*sh$|^# shellcheck shell=/m.test(read(path)));
const YAML = FILES.filter((path) => /\.ya?ml$/.test(path));
const FORMATTED = FILES.filter((path) => /\.[ch]$/.test(path));
const HEADERS = FILES.filter((path) => matches(path, ['include/**/*.h']));

const shellcheck = (...paths) => complaints('shellcheck', '-x', ...paths);
const yamllint = (...paths) => complaints('yamllint', '--strict', ...paths);
const format = (...paths) => complaints('clang-format-14', '--dry-run', '-Werror', ...paths);
const workflow = (text) => JSON.parse(JSON.stringify(actions.validateWorkflow(text))).errors;
const image = (text) => dockerfile.validate(text).map(({ message }) => message);

/** What gcc says of a header that nothing comes before. */
function compileAlone(path) {
  const flags = ['-std=gnu11', '-Wall', '-Wextra', '-Wstrict-prototypes', '-Werror', '-fsyntax-only'];
  const unit = sample('alone.c', `#include "${path}"\nint alone;\n`);
  return complaints('gcc', ...flags, '-D_GNU_SOURCE', '-DH2O_USE_LIBUV=0', ...LAYERS.map((layer) => `-Iinclude/${layer}`), '-Ipgc', '-I.', unit);
}

describe('shell scripts', () => {
  test('pass shellcheck', () => content(shellcheck(...SHELL)));
  test('a bad one would not', () => assert.match(shellcheck(sample('bad.sh', '#!/bin/sh\nrm $1\n')), /SC2086/));
});

describe('YAML', () => {
  test('passes yamllint', () => content(yamllint(...YAML)));
  test('bad YAML would not', () => assert.notEqual(yamllint(sample('bad.yml', 'a: 1\na: 2\n')), ''));
});

describe('workflows', () => {
  for (const path of FILES.filter((file) => file.startsWith('.github/workflows/'))) {
    test(`${path} is one`, () => assert.deepEqual(workflow(read(path)), []));
  }
  test('a bad one would be noticed', () => assert.notDeepEqual(workflow('on: push\njobs: {a: {steps: []}}\n'), []));
});

describe('the Dockerfile', () => {
  test('is sound', () => assert.deepEqual(image(read('Dockerfile')), []));
  test('a bad one would be noticed', () => assert.notDeepEqual(image('FROM scratch\nCMD ["a"]\nCMD ["b"]\n'), []));
});

describe('C', () => {
  test('is formatted by clang-format', () => content(format(...FORMATTED)));
  test('C that is not would be noticed', () => assert.notEqual(format(sample('bad.c', 'int  main( ){return 0;}\n')), ''));
  for (const path of HEADERS) test(`${path} compiles alone`, () => content(compileAlone(path)));
  test('a header that does not would be noticed', () => assert.notEqual(compileAlone(sample('bad.h', 'size_t n;\n')), ''));
});
