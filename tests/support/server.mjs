// Starts a server of its own for a test: a fresh database cloned from the migrated template, a free port, and the
// helpers that nearly every HTTP test needs. script/test gives the environment (PGHOST, TEMPLATE_DATABASE, SILLAGE).
// SPDX-License-Identifier: MIT
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const PROGRAM = process.env.SILLAGE ?? `${ROOT}build/test/sillage`;
const TEMPLATE = process.env.TEMPLATE_DATABASE ?? 'sillage_template';
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 30_000;
const LAST_WORDS = 4000; // of the log of a server that ended by itself

// Counts and sums (bigint, numeric) as numbers: tests compare them with what JSON says.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

/** Runs `work` with a connection to `database` and returns what it returns. */
async function withDatabase(database, work) {
  const client = new pg.Client({ database });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What the program says and answers when it is run with these options on a server's database. */
export function run({ database }, ...options) {
  const { status, stdout } = spawnSync(PROGRAM, options, { env: { ...process.env, PGDATABASE: database }, encoding: 'utf8' });
  return { status, stdout };
}
/** What `sillage --check` comes to. */
export const ALL_WELL = { status: 0, stdout: 'the books balance\nthe blocks are as the rows\n' };

// Programs that are still running when the test's process ends, however it ends.
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Waits until GET `url` answers 200; throws with what the program wrote when it ends first or time is up. */
async function waitReady(url, child, log) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await sleep(20);
  }
  throw new Error(`the server did not become ready at ${url}:\n${log()}`);
}

/**
 * Starts one server. `settings` are the server's settings (LOG_LEVEL, TRUSTED_PROXIES, ...), `env` any other variables.
 * `database` names one that exists (then stop() leaves it), so that two servers can share it.
 */
export async function startServer({ env = {}, settings = {}, database = null } = {}) {
  const name = database ?? `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  if (database === null) {
    await withDatabase('postgres', (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`));
  }
  const adminPassword = settings.ADMIN_PASSWORD ?? 'a password only tests have';
  const port = Number(settings.PORT ?? (await freePort()));
  const url = `http://127.0.0.1:${port}`;
  let child = null;
  let output = '';
  let wanted = false; // ready, and nobody has ended it

  async function start() {
    child = spawn(PROGRAM, [], {
      env: {
        SHARE_DIR: `${ROOT}build/test/share`,
        HTTP2_CLEARTEXT: '1',
        TRUSTED_PROXIES: '127.0.0.1,::1',
        ...process.env,
        PGDATABASE: name,
        HOST: '127.0.0.1',
        ADMIN_PASSWORD: adminPassword,
        ...env,
        ...settings,
        PORT: String(port),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.add(child);
    child.on('close', (code, signal) => {
      running.delete(child);
      if (wanted && code !== 0) console.error(`the server ended by itself (${code ?? signal}):\n${output.slice(-LAST_WORDS)}`);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    await Promise.race([
      waitReady(`${url}/readyz`, child, () => output),
      once(child, 'error').then(([error]) => Promise.reject(error)),
    ]);
    wanted = true;
  }

  /** Ends the process with `signal` and returns its exit status, or the signal's name when that ended it. */
  async function end(signal) {
    wanted = false;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
    const closed = once(child, 'close');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    const [code, ended] = await closed;
    clearTimeout(timer);
    return code ?? ended;
  }

  const server = {
    url,
    port,
    database: name,
    adminPassword,
    get pid() {
      return child.pid;
    },
    /** What the server has written to its log so far. */
    get log() {
      return output;
    },
    /** Rows of a statement in the server's database, as objects. */
    psql: (sql, values = []) =>
      withDatabase(name, async (client) => {
        const results = await client.query(values.length > 0 ? { text: sql, values } : sql);
        return Array.isArray(results) ? results.at(-1).rows : results.rows;
      }),
    /** Ends the process at once, as a power cut would; the database stays, and restart() finds it again. */
    kill9: () => end('SIGKILL'),
    /** Ends the process as an administrator would and starts it again on the same port and database. */
    restart: async () => {
      await end('SIGTERM');
      await start();
    },
    /** Ends the process as an administrator would, drops the database, and returns the exit status. */
    stop: async () => {
      const status = await end('SIGTERM');
      if (database === null) {
        await withDatabase('postgres', (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      }
      return status;
    },
  };
  try {
    await start();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/**
 * One call of the API: `body` goes as JSON. Returns { status, headers, body }, the body parsed when it is JSON.
 */
export async function call(server, method, path, { token, body, headers = {} } = {}) {
  const answer = await fetch(server.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json');
  return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
}

/** Like call(), for calls that must succeed: returns the body, and throws what the server said when it refuses. */
export async function ask(server, method, path, options) {
  const { status, body } = await call(server, method, path, options);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Signs in and returns a token; the first administrator when no name is given. */
export async function login(server, username = 'admin', password = server.adminPassword) {
  const { token } = await ask(server, 'POST', '/api/auth/login', { body: { username, password } });
  return token;
}

/** Creates a website and returns it. */
export async function createWebsite(server, token, website = {}) {
  return ask(server, 'POST', '/api/websites', {
    token,
    body: { name: 'Example', domain: 'example.com', ...website },
  });
}
