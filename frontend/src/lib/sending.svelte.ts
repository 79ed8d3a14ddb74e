// A form on its way to the server: whether it is being sent, whether it has arrived, and what is wrong with it.
// SPDX-License-Identifier: MIT
import { ApiError } from './api';
import { t } from './i18n/index.svelte';
import { missingFields } from './website';

export interface Sending {
  readonly busy: boolean;
  /** Arrived, and not changed since. */
  readonly done: boolean;
  /** What is wrong with each field, by its name. */
  readonly faults: Record<string, string>;
  /** What went wrong, where no field shows it. */
  readonly error: ApiError | undefined;
  /** The form has been changed. */
  change: () => void;
  /** Does `work`, unless one of the `needed` fields has no text; true when it went well. */
  run: (work: () => Promise<void>, needed?: Record<string, string>) => Promise<boolean>;
}

/** `fields`: the names of those that show what is wrong with them. */
export function sending(...fields: string[]): Sending {
  let busy = $state(false);
  let done = $state(false);
  let faults = $state.raw<Record<string, string>>({});
  let error = $state.raw<ApiError>();

  return {
    get busy() {
      return busy;
    },
    get done() {
      return done;
    },
    get faults() {
      return faults;
    },
    get error() {
      return fields.some((name) => name in faults) ? undefined : error;
    },
    change() {
      done = false;
    },
    async run(work, needed = {}) {
      done = false;
      error = undefined;
      faults = missingFields(needed, t('fieldRequired'));
      if (Object.keys(faults).length) return false;
      busy = true;
      try {
        await work();
        done = true;
      } catch (reason) {
        error = reason instanceof ApiError ? reason : new ApiError('failed', String(reason));
        faults = error.faults;
      }
      busy = false;
      return done;
    },
  };
}
