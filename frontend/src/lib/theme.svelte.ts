// Light, dark, or as the system has it. theme.js sets the kept choice before the first paint.
// SPDX-License-Identifier: MIT

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'sillage.theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');

function stored(): Theme {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

const state = $state({ theme: stored(), systemDark: system.matches });

system.addEventListener('change', () => {
  state.systemDark = system.matches;
});

export function theme(): Theme {
  return state.theme;
}

export function isDark(): boolean {
  return state.theme === 'system' ? state.systemDark : state.theme === 'dark';
}

export function setTheme(theme: Theme): void {
  state.theme = theme;
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
