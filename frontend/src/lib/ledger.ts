// The books of collecting as a sum: received = stored + attached + deleted since + refused for each reason.
// SPDX-License-Identifier: MIT
import type { Ledger } from './api';

/** One term of the sum. */
export interface Part {
  /** What became of the events: "stored", "attached", "deleted", or the reason they were refused. */
  outcome: string;
  events: number;
  /** Of what was received, from 0 to 1. */
  share: number;
  refused: boolean;
}

/** The terms that are not nothing, what was stored first. */
export function parts(ledger: Ledger): Part[] {
  const part = (outcome: string, events: number, refused: boolean): Part => ({
    outcome,
    events,
    share: ledger.received > 0 ? events / ledger.received : 0,
    refused,
  });
  return [
    part('stored', ledger.stored, false),
    part('attached', ledger.attached, false),
    part('deleted', ledger.deleted, false),
    ...ledger.refused.map(({ reason, events }) => part(reason, events, true)),
  ].filter(({ events }) => events > 0);
}

/** How many events are not accounted for, and how many rows are not there; both 0 when all is well. */
export function differences(ledger: Ledger): { events: number; rows: number } {
  const accounted = parts(ledger).reduce((sum, { events }) => sum + events, 0);
  return { events: ledger.received - accounted, rows: ledger.stored - ledger.rows };
}
