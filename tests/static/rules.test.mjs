// Holds the tree to the rules of rules.mjs, and each rule to the sample that breaks it.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RULES } from './rules.mjs';
import { FILES, lineOf, matches, read, withoutComments, withoutStrings } from './tree.mjs';

const VIEWS = { code: withoutStrings, text: withoutComments, raw: (text) => text };

function governs(rule, path) {
  return matches(path, rule.files) && !matches(path, rule.except ?? []);
}

/** Where a text breaks a rule, as "path:line: what stands there". */
function breaches(rule, path, text) {
  if (!governs(rule, path)) return [];
  const seen = VIEWS[rule.view ?? 'code'](text);
  const everywhere = new RegExp(rule.forbid, `g${rule.forbid.flags}`);
  return [...seen.matchAll(everywhere)].map((found) => {
    const line = lineOf(seen, found.index);
    return `${path}:${line}: ${text.split('\n')[line - 1].trim()}`;
  });
}

describe('the tree keeps the rule:', () => {
  for (const rule of RULES) {
    test(rule.rule, () => {
      assert.deepEqual(
        FILES.flatMap((path) => (governs(rule, path) ? breaches(rule, path, read(path)) : [])),
        [],
      );
    });
  }
});

describe('a breach is noticed:', () => {
  for (const rule of RULES) {
    test(rule.rule, () => {
      const [path, text] = rule.sample;
      assert.equal(breaches(rule, path, text).length, 1);
    });
  }
});

test('a comment or a string that mentions a function is no breach', () => {
  const rule = RULES.find(({ rule: name }) => name.startsWith('functions that cannot'));
  assert.deepEqual(breaches(rule, 'src/rules/url.c', '/* strcpy() */ // gets(x)\nlog_error("atoi(%s)");\n'), []);
});
