// The table of script/bench reports --load: the reports' p95 beside collecting, and collecting beside the reports.
//
//   node load.mjs IDLE LOADED LIMIT HALF BESIDE     figures that measure.mjs saved; requests/s alone, of the load, and beside
// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';

const P95_MOST = 3; // times the idle one
const COST_MOST = 20; // percent

const [idle, loaded] = process.argv.slice(2, 4).map((path) => JSON.parse(readFileSync(path, 'utf8')).sillage);
const [limit, half, beside] = process.argv.slice(4).map(Number);
const p95Of = (figures) => Object.values(figures)[0].p95;

console.log(`${'p95 in ms'.padEnd(44)}${'idle'.padStart(10)}${`${half}/s`.padStart(10)}${'ratio'.padStart(8)}  target: under ${P95_MOST}x`);
for (const name of Object.keys(idle)) {
  const [own, other] = [p95Of(idle[name]), p95Of(loaded[name])];
  if (own === undefined || other === undefined) {
    console.log(`${name.padEnd(44)}${'missing'.padStart(10)}`);
    continue;
  }
  const ratio = other / own;
  console.log(`${name.padEnd(44)}${own.toFixed(1).padStart(10)}${other.toFixed(1).padStart(10)}${`${ratio.toFixed(1)}x`.padStart(8)}  ${ratio < P95_MOST ? 'ok' : 'MISSED'}`);
}
const cost = 100 * (1 - beside / limit);
console.log(`\ncollecting: ${limit} requests/s alone, ${half} while the reports were measured, ${beside} beside a dashboard that asks for all of its
overview once a second: ${cost.toFixed(0)} % less; target: at most ${COST_MOST} %  ${cost <= COST_MOST ? 'ok' : 'MISSED'}`);
