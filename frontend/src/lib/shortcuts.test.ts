// Which keys are shortcuts, and which are somebody typing.
// SPDX-License-Identifier: MIT
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { addShortcuts, onKeydown, setShortcutsOn, shortcuts } from './shortcuts.svelte';

let remove: () => void;
const run = vi.fn();

beforeEach(() => {
  run.mockClear();
  setShortcutsOn(true);
  document.body.innerHTML = '<input /><button role="combobox"></button><p></p>';
  remove = addShortcuts([{ key: 'x', what: 'help', run }]);
  document.addEventListener('keydown', onKeydown);
});

afterEach(() => {
  remove();
  document.removeEventListener('keydown', onKeydown);
});

function press(on: string, init: KeyboardEventInit = {}): void {
  const event = new KeyboardEvent('keydown', {
    key: 'x',
    bubbles: true,
    cancelable: true,
    ...init,
  });
  document.querySelector(on)?.dispatchEvent(event);
}

it('runs what belongs to a key', () => {
  press('p');
  expect(run).toHaveBeenCalledOnce();
});

it.each([
  ['a field', 'input', {}],
  ['a list that is searched by typing', 'button', {}],
  ['the page together with Ctrl', 'p', { ctrlKey: true }],
  ['the page together with Alt', 'p', { altKey: true }],
])('leaves keys alone that are typed into %s', (_, on, init) => {
  press(on, init);
  expect(run).not.toHaveBeenCalled();
});

it('leaves keys alone while a dialog is open', () => {
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog"></div>');
  press('p');
  expect(run).not.toHaveBeenCalled();
});

it('can be switched off, and stays off', () => {
  setShortcutsOn(false);
  press('p');
  expect(run).not.toHaveBeenCalled();
  expect(localStorage.getItem('sillage.shortcuts')).toBe('off');
});

it('gives a key to who asked for it last, and back', () => {
  const later = vi.fn();
  const undo = addShortcuts([{ key: 'x', what: 'help', run: later }]);
  press('p');
  expect(later).toHaveBeenCalledOnce();
  undo();
  press('p');
  expect(run).toHaveBeenCalledOnce();
  expect(shortcuts()).toHaveLength(1);
});
