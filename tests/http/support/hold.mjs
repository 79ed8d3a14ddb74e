// Holds requests up in the database, for tests of what happens meanwhile.
// SPDX-License-Identifier: MIT
import pg from 'pg';

/** Keeps everybody from reading tokens, so that every signed-in request waits in the database; release() ends it. */
export async function holdTokens(server) {
  const client = new pg.Client({ database: server.database });
  client.on('error', () => {});
  await client.connect();
  await client.query('BEGIN; LOCK TABLE tokens IN ACCESS EXCLUSIVE MODE');
  return { release: () => client.end() };
}
