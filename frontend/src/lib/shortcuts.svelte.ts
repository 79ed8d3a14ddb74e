// Single-key shortcuts. Pages say what their keys do; keys typed into a field are left alone, and the
// reader can switch the whole thing off (WCAG 2.1.4).
// SPDX-License-Identifier: MIT
import { untrack } from 'svelte';
import type { Key } from './i18n/index.svelte';

export interface Shortcut {
  key: string;
  what: Key;
  run: () => void;
}

const KEY = 'sillage.shortcuts';

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

const state = $state({ on: stored() });
let lists = $state.raw<Shortcut[][]>([]);

export function shortcutsOn(): boolean {
  return state.on;
}

export function setShortcutsOn(on: boolean): void {
  state.on = on;
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** All that work at the moment; the page's own come last and win. */
export function shortcuts(): Shortcut[] {
  return lists.flat();
}

/** Adds shortcuts; gives the function that takes them away. */
export function addShortcuts(list: Shortcut[]): () => void {
  // An effect that adds must not run again because of what it added.
  lists = [...untrack(() => lists), list];
  return () => {
    lists = untrack(() => lists).filter((other) => other !== list);
  };
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, select, textarea, [role="combobox"]');
}

export function onKeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!state.on || isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
  const found = shortcuts().findLast(({ key }) => key === event.key);
  if (!found) return;
  event.preventDefault();
  found.run();
}
