// Every number of the reports against the slow computation of truth.mjs, over random traffic that is sent to a real server and
// read from many small blocks and from what came after them: random ranges, time zones, units and filters. The questions are in
// exactness/, by kind of report; the last test says which report was not asked about what.
//
// EXACTNESS_SEED repeats a run, EXACTNESS_QUESTIONS asks more of each kind.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import './exactness/overview.mjs';
import './exactness/lists.mjs';
import './exactness/studies.mjs';
import './exactness/live.mjs';
import * as truth from '../support/truth.mjs';
import { atRandom, check, lacking, repeat } from './exactness/asking.mjs';
import { QUESTIONS, makeBlocks, reset } from './exactness/world.mjs';

test('after a reset nothing that was before it is in any report', async () => {
  makeBlocks();
  await reset();
  await check('daterange', truth.dateRange, {});
  for (const askOne of atRandom) await repeat(askOne, Math.ceil(QUESTIONS / 10));
});

test('every report of the documentation was asked everything that it takes', () => assert.deepEqual(lacking(), {}));
