// A test file whose test fails before it stops its server ends all the same, as script/test runs it, and so does the server.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, test } from 'node:test';
import { until } from './support/wire.mjs';

const MOST_MS = 60_000;
const support = (name) => new URL(`../support/${name}`, import.meta.url).href;

const folder = mkdtempSync(`${tmpdir()}/sillage-ending.`);
after(() => rmSync(folder, { recursive: true }));

const FAILING = `
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { startServer } from '${support('server.mjs')}';
test('fails', async () => {
  const server = await startServer();
  console.log('serving ' + server.url + '/healthz');
  createServer().listen(0, '127.0.0.1');
  assert.equal(1, 2);
  await server.stop();
});
`;

/** The options with which script/test runs test files. */
const options = () => /^ *node (--test .*) "\$\{files\[@\]\}"$/m.exec(readFileSync(new URL('../../script/test', import.meta.url), 'utf8'))[1];

test('a file whose test fails before it stops its server ends, and so does the server', async () => {
  writeFileSync(`${folder}/failing.test.mjs`, FAILING);
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const child = spawn('node', [...options().split(' '), `${folder}/failing.test.mjs`], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  const timer = setTimeout(() => child.kill('SIGTERM'), MOST_MS);
  const [status, signal] = await once(child, 'close');
  clearTimeout(timer);
  assert.deepEqual([status, signal], [1, null], output);
  const url = /serving (\S+)/.exec(output)[1];
  await until(() => fetch(url).then(() => false, () => true), 'the server is gone');
});
