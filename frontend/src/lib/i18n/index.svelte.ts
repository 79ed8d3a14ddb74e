// The language of the dashboard, and the texts in it.
// SPDX-License-Identifier: MIT
import { en } from './en';
import type { Dictionary, Key } from './en';
import { fr } from './fr';

export type { Key } from './en';

export const LANGUAGES = { en: 'English', fr: 'Français' } as const;
export type Language = keyof typeof LANGUAGES;

const dictionaries: Record<Language, Dictionary> = { en, fr };
const KEY = 'sillage.language';

function isLanguage(name: string | null | undefined): name is Language {
  return name !== null && name !== undefined && Object.hasOwn(LANGUAGES, name);
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function preferred(): Language {
  const kept = stored();
  if (isLanguage(kept)) return kept;
  for (const tag of navigator.languages) {
    const language = tag.slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
  }
  return 'en';
}

const state = $state<{ language: Language }>({ language: preferred() });

export function language(): Language {
  return state.language;
}

/** The tag that Intl is given: the browser's own regional variant of the language, when it has one. */
export function locale(): string {
  const regional = navigator.languages.find((tag) => tag.startsWith(`${state.language}-`));
  return regional ?? state.language;
}

export function setLanguage(name: Language): void {
  state.language = name;
  document.documentElement.lang = name;
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function insert(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The text of a key in the chosen language. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return insert(dictionaries[state.language][key], values);
}

type Plural<K> = K extends `${infer Stem}_other` ? Stem : never;
export type PluralKey = Plural<Key>;

/** The text for a number of things; `shown` is the number as it is printed. */
export function tn(stem: PluralKey, count: number, shown = String(count)): string {
  const form = new Intl.PluralRules(locale()).select(count) === 'one' ? 'one' : 'other';
  return t(`${stem}_${form}` as Key, { count: shown });
}

/** The text of a key that may not exist: channels and devices that a newer server knows. */
export function tMaybe(key: string, fallback: string): string {
  return Object.hasOwn(en, key) ? t(key as Key) : fallback;
}
