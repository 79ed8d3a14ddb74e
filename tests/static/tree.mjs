// The source tree as the static checks see it: its files, and C text without its comments or strings.
// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOT_OURS = new Set(['.git', '.local', 'build', 'dist', 'node_modules', 'corpus']);

function* walk(folder) {
  for (const entry of readdirSync(ROOT + folder, { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name)) continue;
    if (entry.isDirectory()) yield* walk(`${folder}${entry.name}/`);
    else if (entry.isFile()) yield folder + entry.name;
  }
}

/** Paths of every file of ours, relative to the root. */
export const FILES = [...walk('')].sort();

/** A glob of the form a/b*.c, where "**" is any number of folders, as a regular expression. */
function globExpression(glob) {
  const pattern = glob
    .split(/(\*\*\/|\*)/)
    .map((part) => ({ '**/': '(?:.*/)?', '*': '[^/]*' })[part] ?? part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('');
  return new RegExp(`^${pattern}$`);
}

export function matches(path, globs) {
  return globs.some((glob) => globExpression(glob).test(path));
}

export function read(path) {
  return readFileSync(ROOT + path, 'utf8');
}

const blank = (text) => text.replace(/[^\n]/g, ' ');
const C_TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;

/** C text with its comments blanked; lines and columns stay where they are. */
export function withoutComments(text) {
  return text.replace(C_TOKEN, (token) => (token.startsWith('/') ? blank(token) : token));
}

/** C text with comments and the insides of strings blanked, but for what #include names. */
export function withoutStrings(text) {
  return withoutComments(text).replace(/^\s*#\s*include[^\n]*|"(?:\\.|[^"\\\n])*"/gm, (token) =>
    token.startsWith('"') ? `"${blank(token.slice(1, -1))}"` : token,
  );
}

/** Line number of an index in a text. */
export function lineOf(text, index) {
  return text.slice(0, index).split('\n').length;
}
