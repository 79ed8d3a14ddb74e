// Sets the chosen theme before anything is drawn, so that a dark dashboard never flashes white.
// SPDX-License-Identifier: MIT
try {
  var theme = localStorage.getItem('sillage.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be switched off: the system's theme it is.
}
