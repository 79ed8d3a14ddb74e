// The layers of the server, from the bottom up: a file includes headers of its own layer and of those below it, never
// of one above. A new file gets its name here.
// SPDX-License-Identifier: MIT

export const LAYERS = [
  {
    // What everything stands on: memory, text, JSON, a request and its reply.
    layer: 'base',
    names: `arena clock dictionary exchange field iso_time json json_memory json_writer literals log outcome pg_array reply request settings text
      trie uuid`,
  },
  {
    // What a thing is: pure, nothing but arguments in and results out. (The settings name a rule's words.)
    layer: 'rules',
    names: `address channel config event filter forwarding geo language password patterns period placement property public_id referrer
      token uap url useragent useragent_cache visit visitor`,
  },
  {
    // What is asked and stored: the route table, the dispatcher, the handlers and everything under pgc/.
    layer: 'handlers',
    names: `access batch db dispatch facts facts_rows first_administrator handlers metrics migrate names routes salt secret
      user website_purge`,
    folders: ['pgc/'],
  },
  {
    // What runs: threads, sockets and queues.
    layer: 'edge',
    names: `collect collect_context collector connection healthcheck http library_output listener loop main payload server
      static_files status tls workers`,
  },
];

/** The files that may include libh2o. */
export const H2O = ['connection', 'http', 'listener', 'loop', 'server', 'tls'].flatMap((name) => [
  `src/${name}.c`,
  `include/${name}.h`,
]);

/** The rules proper, which read no clock, no environment, no network. */
export const PURE = LAYERS.find(({ layer }) => layer === 'rules')
  .names.split(/\s+/)
  .filter((name) => name !== 'config')
  .map((name) => `src/${name}.c`);

/** Which layer a file belongs to, 0 for the lowest; -1 when nobody said. */
export function layerOf(path) {
  const name = path.replace(/^.*\/|\.\w+$/g, '');
  return LAYERS.findIndex(
    ({ names, folders = [] }) => folders.some((folder) => path.startsWith(folder)) || names.split(/\s+/).includes(name),
  );
}
