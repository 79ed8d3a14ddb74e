// What a sanitizer costs, for tests that have bounds: script/sanitize sets its options, and the server under test is built with it.
// SPDX-License-Identifier: MIT
const { ASAN_OPTIONS, TSAN_OPTIONS } = process.env;

/**
 * How many times as long and as large everything may be. Their manuals say 2 times the time and 3 times the memory for
 * AddressSanitizer, 5 to 15 and 5 to 10 for ThreadSanitizer; what is without a bound is larger still, and nobody is served by it.
 */
export const ALLOWANCE = TSAN_OPTIONS !== undefined ? 10 : ASAN_OPTIONS !== undefined ? 5 : 1;

/** For a server whose memory is measured: AddressSanitizer holds back what was freed, by default 256 MB of it. */
export const MEASURED = ASAN_OPTIONS === undefined ? {} : { ASAN_OPTIONS: `${ASAN_OPTIONS}:quarantine_size_mb=1` };
