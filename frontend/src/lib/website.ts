// What a website's name and domain may be. The limits are the server's.
// SPDX-License-Identifier: MIT

export const NAME_MAX = 100;
export const DOMAIN_MAX = 500;

/** What people paste is often a URL: only its host is wanted. */
export function cleanDomain(text: string): string {
  return text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .toLowerCase();
}

/** A fault for each field that has no text. */
export function missingFields(
  fields: Record<string, string>,
  fault: string,
): Record<string, string> {
  const missing = Object.keys(fields).filter((name) => !fields[name]?.trim());
  return Object.fromEntries(missing.map((name) => [name, fault]));
}

/** The lists of a policy, in the order in which they are shown. */
export const SHIELDS = [
  'blockedAddresses',
  'blockedCountries',
  'blockedPaths',
  'allowedHostnames',
] as const;

/** An entry a line; blank lines and spaces around count for nothing. */
export function fromLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** A host as browsers send it, with xn-- for other letters than ASCII's. The server says so where it is none. */
export function hostAsSent(text: string): string {
  if (/[/:?#@]/.test(text)) return text;
  // Label by label: not every browser takes stars in a host.
  return text.replace(/[^.]*\P{ASCII}[^.]*/gu, (label) => {
    const url = `http://${label}`;
    return !label.includes('*') && URL.canParse(url) ? new URL(url).hostname : label;
  });
}

export function toLines(entries: readonly string[]): string {
  return entries.join('\n');
}
