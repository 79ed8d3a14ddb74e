/*
 * Time, so that rules need not ask for it themselves.
 * SPDX-License-Identifier: MIT
 */
#ifndef CLOCK_H
#define CLOCK_H

/* Milliseconds since 1970-01-01 UTC. */
long long clock_ms(void);

/* Microseconds of a clock that never goes back; only differences mean something. */
long long clock_monotonic_us(void);

#endif
