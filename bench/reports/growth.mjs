// The table of script/bench reports --growth, from the figures that measure.mjs saved of three websites.
//
//   node growth.mjs BASE MORE LONGER       MORE has ten times the events in the same time, LONGER two years at the same rate
// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';

const LIMITS = { more: 2, longer: 4 };

const [base, more, longer] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')).sillage);
/** The one range's median; undefined where there was no answer. */
const medianOf = (figures) => Object.values(figures ?? {})[0]?.median;
const shown = (ms) => (ms === undefined ? 'missing' : ms.toFixed(1)).padStart(10);
const compared = (ms, own, limit) => {
  if (ms === undefined || own === undefined) return ''.padStart(16);
  const ratio = ms / own;
  return `${ratio.toFixed(1)}x`.padStart(8) + (ratio <= limit ? 'ok' : 'MISSED').padStart(8);
};

console.log(`${'median ms'.padEnd(44)}${'base'.padStart(10)}${'x10'.padStart(10)}${`<= ${LIMITS.more}x`.padStart(16)}${'2 years'.padStart(10)}${`<= ${LIMITS.longer}x`.padStart(16)}`);
for (const name of Object.keys(base)) {
  const [own, big, long] = [base, more, longer].map((figures) => medianOf(figures[name]));
  console.log(`${name.padEnd(44)}${shown(own)}${shown(big)}${compared(big, own, LIMITS.more)}${shown(long)}${compared(long, own, LIMITS.longer)}`);
}
