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
