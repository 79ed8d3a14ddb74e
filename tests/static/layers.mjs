// The layers of the server, from the bottom up: a folder each under src/ and include/. A file includes headers of its own
// layer and of those below it, never of one above.
// SPDX-License-Identifier: MIT
import { FILES } from './tree.mjs';

// base     what everything stands on: memory, text, JSON, a request and its reply
// rules    what a thing is: pure, nothing but arguments in and results out (the settings name a rule's words)
// columns  what heavy reports read: rows, compressed column by column; pure
// api      what is asked: the route table, the dispatcher, and the handlers under pgc/
// collect  what is stored: from a tag's words to rows
// edge     what runs: threads, sockets and queues
export const LAYERS = ['base', 'rules', 'columns', 'api', 'collect', 'edge'];

/** Where a header stands, by the name that includes it. */
const pathOf = new Map(FILES.filter((path) => /^include\/.*\.h$/.test(path)).map((path) => [path.replace(/^.*\//, ''), path]));

/** Which layer a file, or a header by its name alone, belongs to, 0 for the lowest; -1 when it stands nowhere. */
export function layerOf(path) {
  const found = pathOf.get(path) ?? path;
  if (found === 'src/main.c') return LAYERS.length - 1;
  if (found.startsWith('pgc/collect/')) return LAYERS.indexOf('collect');
  if (found.startsWith('pgc/')) return LAYERS.indexOf('api');
  const [, folder] = found.match(/^(?:src|include)\/(\w+)\//) ?? [];
  return LAYERS.indexOf(folder);
}
