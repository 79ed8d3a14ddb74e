// Umami's ids: UUIDs (version 5) of salted SHA-512 hashes, so that the same visitor and visit give the same id again.
// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto';
import jwt from 'jsonwebtoken';

const DNS_NAMESPACE = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');
const VISIT_GAP_S = 30 * 60;

const sha512 = (...texts) => createHash('sha512').update(texts.join('')).digest('hex');
const SECRET = sha512(process.env.APP_SECRET ?? 'only-for-the-bench');

function uuid5(...texts) {
  const bytes = createHash('sha1').update(DNS_NAMESPACE).update(sha512(...texts, SECRET)).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const monthOf = (at) => new Date(at.getFullYear(), at.getMonth(), 1).toUTCString();
const hourOf = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate(), at.getHours()).toUTCString();

/** The visitor's id: of what the site says it is, else of address and user agent under the month's salt. */
export function sessionIdOf(website, distinctId, address, agent, at) {
  return distinctId ? uuid5(website, distinctId) : uuid5(website, address ?? '', agent, sha512(monthOf(at)));
}

/** The visit's id and start: the token's for as long as it is not older than half an hour, else the clock hour's. */
export function visitOf(sessionId, token, at) {
  const now = Math.floor(at.getTime() / 1000);
  if (token && now - token.iat <= VISIT_GAP_S) return { visitId: token.visitId, startedAt: token.iat };
  return { visitId: uuid5(sessionId, sha512(hourOf(at))), startedAt: now };
}

export const signToken = (token) => jwt.sign(token, SECRET);

/** What the token says, or null where it is missing or not ours. */
export function readToken(text) {
  try {
    return text ? jwt.verify(text, SECRET) : null;
  } catch {
    return null;
  }
}
