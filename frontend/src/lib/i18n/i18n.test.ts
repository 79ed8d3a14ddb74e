// The dictionaries against each other, and against what the sources use.
// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS, OPERATORS } from '../filters';
import { COMPARISONS, PRESETS } from '../range';
import { PANELS } from '../view';
import { en } from './en';
import { fr } from './fr';
import { setLanguage, t, tn } from './index.svelte';

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const keys = Object.keys(en) as (keyof typeof en)[];

describe('the dictionaries', () => {
  it('have the same keys', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(keys)('leave the same places open: %s', (key) => {
    expect(places(fr[key])).toEqual(places(en[key]));
    expect(fr[key].trim()).not.toBe('');
  });

  it('keep French punctuation on the line of its word', () => {
    for (const key of keys) expect(fr[key], key).not.toMatch(/ [?!;:»]|« /);
  });

  it('name everything that can be chosen', () => {
    const wanted = [
      ...PRESETS.map((name) => `range.${name}`),
      ...COMPARISONS.map((name) => `compare.${name}`),
      ...OPERATORS.map((name) => `operator.${name}`),
      ...DIMENSIONS.map((name) => `type.${name}`),
      ...Object.keys(PANELS).map((name) => `panel.${name}`),
      ...Object.values(PANELS).flatMap((types) => types.map((name) => `type.${name}`)),
    ];
    for (const key of wanted) expect(keys).toContain(key);
  });

  it('have no text that nobody shows', () => {
    const root = join(process.cwd(), 'src');
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(svelte|ts)$/.test(name) && !/i18n|\.test\.ts|api-schema/.test(name))
      .map((name) => readFileSync(join(root, name), 'utf8'))
      .join('\n');
    const unused = keys.filter((key) => {
      const stem = key.replace(/_(one|other)$/, '');
      return !sources.includes(`'${stem}'`) && !sources.includes(`\`${stem.replace(/\..*/, '.')}$`);
    });
    expect(unused).toEqual([]);
  });
});

describe('texts', () => {
  it('are filled in', () => {
    setLanguage('en');
    expect(t('deleteConfirm', { name: 'Atelier' })).toBe('Delete Atelier?');
    setLanguage('fr');
    expect(t('deleteConfirm', { name: 'Atelier' })).toContain('Supprimer Atelier');
  });

  it('follow the number, as the language counts', () => {
    setLanguage('en');
    expect(tn('live', 0)).toBe('0 visitors now');
    expect(tn('live', 1)).toBe('1 visitor now');
    setLanguage('fr');
    expect(tn('live', 0)).toBe('0 visiteur en ce moment');
    expect(tn('live', 2)).toBe('2 visiteurs en ce moment');
  });
});
