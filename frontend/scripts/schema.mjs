// Writes src/lib/api-schema.d.ts, the API's types, from docs/openapi.yaml. With --check it writes
// nothing and fails when the file in the tree is not what would be written.
// SPDX-License-Identifier: MIT
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../docs/openapi.yaml', import.meta.url);
const target = new URL('../src/lib/api-schema.d.ts', import.meta.url);
const header = `// The API's types. Generated from docs/openapi.yaml by \`npm run schema\`: do not edit.
// SPDX-License-Identifier: MIT
`;

const text = header + astToString(await openapiTS(source, { alphabetize: true }));
if (!process.argv.includes('--check')) {
  await writeFile(target, text);
} else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
  console.error(
    'src/lib/api-schema.d.ts is not what docs/openapi.yaml says: run `npm run schema`.',
  );
  process.exit(1);
}
