// Imported before server.mjs: its servers' blocks have eight visits each (tests/CMakeLists.txt), so that a little traffic makes many.
// SPDX-License-Identifier: MIT
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = process.env.SILLAGE ?? fileURLToPath(new URL('../../../build/test/sillage', import.meta.url));
process.env.SILLAGE = join(dirname(PROGRAM), 'sillage_small_blocks');
