// A thing that is asked of the server: its value, whether it is being loaded, what went wrong. What was
// there before stays until the new answer has come, so that nothing on the page jumps.
// SPDX-License-Identifier: MIT
import { ApiError } from './api';

export interface Resource<T> {
  readonly value: T | undefined;
  readonly error: ApiError | undefined;
  /** Being asked for something else than what is there. */
  readonly loading: boolean;
  /** Asks again, quietly. */
  reload: () => void;
}

/**
 * Calls `load` now and whenever what `key` or `load` read (before its first `await`) changes. While the
 * key stays the same, the call only brings the value up to date and does not count as loading. Answers
 * that come too late are dropped, their calls given up. A `load` that gives undefined waits for what it
 * needs. Call it while a component is being set up.
 */
export function resource<T>(
  key: () => string,
  load: (signal: AbortSignal) => Promise<T> | undefined,
): Resource<T> {
  let value = $state.raw<T>();
  let error = $state.raw<ApiError>();
  let loading = $state(true);
  let asked = $state(0);
  let loadedKey: string | undefined;

  $effect(() => {
    void asked;
    const wanted = key();
    const abort = new AbortController();
    const answer = load(abort.signal);
    if (!answer) return;
    if (wanted !== loadedKey) loading = true;
    answer.then(
      (result) => {
        if (abort.signal.aborted) return;
        loadedKey = wanted;
        value = result;
        error = undefined;
        loading = false;
      },
      (reason: unknown) => {
        if (abort.signal.aborted) return;
        // What is there is about something else than what failed to load.
        if (wanted !== loadedKey) value = undefined;
        error = reason instanceof ApiError ? reason : new ApiError('failed', String(reason));
        loading = false;
      },
    );
    return () => abort.abort();
  });

  return {
    get value() {
      return value;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    reload() {
      asked++;
    },
  };
}

/** Calls a function every so often while the page can be seen, and at once when it is seen again. */
export function whileVisible(call: () => void, everyMs: number): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const start = () => {
    timer ??= setInterval(call, everyMs);
  };
  const watch = () => {
    if (document.hidden) {
      clearInterval(timer);
      timer = undefined;
    } else if (!timer) {
      call();
      start();
    }
  };
  if (!document.hidden) start();
  document.addEventListener('visibilitychange', watch);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', watch);
  };
}
