// The house rules that a regular expression can check: one entry a rule, each with a sample that breaks it.
// SPDX-License-Identifier: MIT

const C = ['src/**/*.c', 'include/**/*.h'];
const PGC = ['pgc/**/*.pgc', 'pgc/**/*.pgh'];
const TESTS = ['tests/**/*.c', 'tests/**/*.mjs', 'frontend/**/*.test.ts'];
const call = (...names) => new RegExp(`\\b(?:${names.join('|')})\\s*\\(`);

/*
 * rule     what holds, as a sentence
 * files    where it holds, as globs
 * except   where it need not, as globs
 * forbid   what breaks it; matched against `view`: 'code' (C without comments and strings, what nothing else is said),
 *          'text' (C without comments), 'raw' (the file as it is)
 * sample   [path, text] that breaks it
 */
export const RULES = [
  // Layers: each foreign thing has one place.
  {
    rule: 'only the edge includes libh2o',
    files: [...C, ...PGC],
    except: ['src/edge/*.c', 'include/edge/*.h'],
    forbid: /#\s*include\s*[<"]h2o/,
    sample: ['src/api/dispatch.c', '#include <h2o.h>\n'],
  },
  {
    rule: 'only the JSON files include yajl',
    files: [...C, ...PGC],
    except: ['src/base/json*.c', 'include/base/json_memory.h'],
    forbid: /#\s*include\s*[<"]yajl/,
    sample: ['src/base/reply.c', '#include <yajl/yajl_gen.h>\n'],
  },
  {
    rule: 'only the loops, the workers, the pool for scans, the watch, the collector, the compactor, the log and main() start threads',
    files: [...C, ...PGC],
    except: [
      ...['src/base/thread.c', 'src/base/periodic.c', 'include/base/thread.h', 'include/base/periodic.h', 'src/base/log.c', 'src/main.c'],
      ...['src/edge/loop.c', 'src/edge/workers.c', 'src/edge/replica_watch.c', 'src/collect/collector.c', 'src/collect/compactor.c', 'src/api/scan_pool.c'],
    ],
    forbid: call('pthread_create', 'thrd_create', 'thread_start', 'periodic_start'),
    sample: ['pgc/websites.pgc', '\tpthread_create(&thread, NULL, run, NULL);\n'],
  },
  {
    rule: 'embedded SQL stands only under pgc/',
    files: C,
    forbid: /\bEXEC\s+SQL\b/,
    sample: ['src/api/dispatch.c', '\tEXEC SQL COMMIT;\n'],
  },
  {
    rule: 'embedded SQL knows nothing of HTTP',
    files: PGC,
    forbid: /#\s*include\s*[<"](?:h2o|server|dispatch|routes|exchange|workers)|\bh2o_\w+|\bHTTP_\w+/,
    sample: ['pgc/websites.pgc', '#include "server.h"\n'],
  },
  {
    rule: 'no JSON text is put together by hand beside embedded SQL',
    files: PGC,
    view: 'text',
    forbid: /"[^"\n]*\\"[\w ]*(?:\\"|%[^"\n]*\\")\s*:|"\s*[{[]\s*\\"/,
    sample: ['pgc/websites.pgc', '\tsnprintf(text, sizeof(text), "{\\"name\\":\\"%s\\"}", name);\n'],
  },
  {
    rule: 'SQLSTATE is read only in db.pgc',
    files: [...C, ...PGC],
    except: ['pgc/db.pgc', 'pgc/db/*.pgc'],
    forbid: /\bsqlstate\b|\bPG_DIAG_SQLSTATE\b/,
    sample: ['pgc/websites.pgc', '\tif (memcmp(sqlca.sqlstate, class, 2) == 0)\n'],
  },
  {
    rule: 'ecpg never prepares by itself: its cache is shared between threads without a lock',
    files: ['CMakeLists.txt', 'cmake/*.cmake'],
    view: 'raw',
    forbid: /^[^#\n]*-r\s+prepare/m,
    sample: ['cmake/ecpg.cmake', '  COMMAND ecpg -r prepare file.pgc\n'],
  },

  // Memory and text.
  {
    rule: 'functions that cannot be used safely are not used',
    files: [...C, ...PGC, 'tests/**/*.c', 'bench/**/*.c'],
    forbid: call('sprintf', 'vsprintf', 'strcpy', 'strcat', 'strncpy', 'strncat', 'gets', 'ato[fil]', 'atoll', 'strtok', 'alloca'),
    sample: ['src/rules/url.c', '\tint port = atoi(text);\n'],
  },
  {
    rule: 'only what outlives a request is allocated outside an arena',
    files: [...C, ...PGC],
    except: [
      ...['arena', 'dictionary', 'useragent_cache', 'geo', 'migrate', 'metrics', 'static_files'],
      ...['server', 'connection', 'workers', 'periodic', 'collector', 'collect_context', 'batch', 'visitor_cache'],
      // What reports share and keep: columns and what was read with them, and what is known of websites and zones.
      ...['column_cache', 'digest_cache', 'part_cache', 'portion', 'text_sets', 'known_website', 'returning', 'slots', 'pgc/columns/store.pgc', 'pgc/reports/zones.pgc'],
      // What a report counts in: megabytes that grow in place, given back by whoever made it before the answer goes out.
      ...['pairs', 'selection', 'tally', 'groups', 'digest', 'digest_use', 'digested'],
      ...['walk', 'goal', 'funnel', 'retention', 'journeys', 'breakdown', 'breakdown_plan', 'breakdown_blocks', 'counts', 'credits', 'bins', 'tuples'],
      ...['array', 'row_pages', 'visitor_pages', 'visitor_groups'],
    ].map((name) => (name.includes('/') ? name : `src/*/${name}.c`)),
    forbid: call('malloc', 'calloc', 'realloc', 'strdup', 'strndup', 'v?asprintf', 'free'),
    sample: ['pgc/websites.pgc', '\tchar *copy = strdup(name);\n'],
  },
  {
    rule: 'rules and columns read no clock, no environment and no network, and start nothing',
    files: ['src/rules/*.c', 'src/columns/*.c'],
    except: ['src/rules/config.c'],
    forbid: call('time', 'gettimeofday', 'clock_gettime', 'clock_\\w+', 'getenv', 'socket', 'pthread_\\w+', 'fork'),
    sample: ['src/rules/visitor.c', '\tlong long now = clock_unix_ms();\n'],
  },
  {
    rule: 'handlers ask clock.c for the time',
    files: PGC,
    forbid: call('time', 'gettimeofday', 'clock_gettime'),
    sample: ['pgc/websites.pgc', '\tlong long now = time(NULL);\n'],
  },

  // SQL.
  {
    rule: 'columns are named, never *',
    files: [...PGC, 'migrations/*.sql'],
    view: 'text',
    forbid: /\bSELECT\s+(?:\w+\.)?\*/i,
    sample: ['pgc/websites.pgc', '\tEXEC SQL SELECT * INTO :row FROM websites;\n'],
  },

  // Tests.
  {
    rule: 'no test is left out or stands alone',
    files: TESTS,
    except: ['tests/static/rules.mjs'],
    view: 'text',
    forbid: /\b(?:test|it|describe|suite)\.(?:only|skip|todo)\b|\b(?:only|skip|todo): true/,
    sample: ['tests/http/login.test.mjs', "test.skip('signs in', () => {});\n"],
  },
  {
    // What happens on another thread is waited for by asking again every few milliseconds, not by hoping.
    rule: 'CUnit programs never wait longer than a moment at a time',
    files: ['tests/**/*.c'],
    forbid: /\bsleep\s*\(|\busleep\s*\(\s*(?!\d{1,4}\s*\))/,
    sample: ['tests/api/test_workers.c', '\tusleep(500000);\n'],
  },

  // Files.
  {
    rule: 'the licence has a line of its own',
    files: ['**/*.c', '**/*.h', '**/*.pgc', '**/*.pgh', '**/*.mjs', '**/*.sql', '**/*.cmake', 'script/*', '**/*.yml', 'Dockerfile'],
    view: 'raw',
    // From the start of the file to its end without such a line.
    forbid: /^(?![\s\S]*^\W*SPDX-License-Identifier: MIT\W*$)(?<![\s\S])/m,
    sample: ['src/rules/url.c', '/* Parses URLs. SPDX-License-Identifier: MIT */\n'],
  },
  {
    rule: 'lock files hold no download addresses',
    files: ['**/package-lock.json'],
    view: 'raw',
    forbid: /"resolved":/,
    sample: ['tests/package-lock.json', '      "resolved": "https://example.org/pg.tgz",\n'],
  },
  {
    rule: 'no line ends in blanks and no file lacks its last newline',
    files: ['**/*.c', '**/*.h', '**/*.pgc', '**/*.pgh', '**/*.sql', '**/*.mjs', '**/*.yml', '**/*.cmake', 'script/**/*'],
    view: 'raw',
    forbid: /[ \t]+$|[^\n](?![\s\S])/m,
    sample: ['src/rules/url.c', 'int x; \n'],
  },
];
