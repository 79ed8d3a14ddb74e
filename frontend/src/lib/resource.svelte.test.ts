// Loading: what is kept, dropped, given up and asked again.
// SPDX-License-Identifier: MIT
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './api';
import { resource, whileVisible } from './resource.svelte';
import type { Resource } from './resource.svelte';

describe('resource', () => {
  interface Call {
    key: string;
    signal: AbortSignal;
    answer: (value: string) => void;
    refuse: (error: Error) => void;
  }
  let calls: Call[];
  let key = $state('a');
  let thing: Resource<string>;
  let stop: () => void;

  beforeEach(() => {
    calls = [];
    key = 'a';
    stop = $effect.root(() => {
      thing = resource(
        () => key,
        (signal) => {
          const asked = key;
          return new Promise((answer, refuse) => {
            calls.push({ key: asked, signal, answer, refuse });
          });
        },
      );
    });
    flushSync();
  });

  afterEach(() => stop());

  async function settle(index: number, outcome: string | Error): Promise<void> {
    const call = calls[index];
    if (outcome instanceof Error) call?.refuse(outcome);
    else call?.answer(outcome);
    await Promise.resolve();
    await Promise.resolve();
    flushSync();
  }

  function change(to: string): void {
    key = to;
    flushSync();
  }

  it('loads at once', async () => {
    expect(thing.loading).toBe(true);
    await settle(0, 'first');
    expect([thing.value, thing.loading]).toEqual(['first', false]);
  });

  it('keeps what is there while something else is being loaded', async () => {
    await settle(0, 'first');
    change('b');
    expect([thing.value, thing.loading]).toEqual(['first', true]);
    await settle(1, 'second');
    expect([thing.value, thing.loading]).toEqual(['second', false]);
  });

  it('gives up a call whose answer is no longer wanted, and drops the answer', async () => {
    change('b');
    expect(calls[0]?.signal.aborted).toBe(true);
    await settle(1, 'second');
    await settle(0, 'first');
    expect(thing.value).toBe('second');
  });

  it('brings the same up to date without a word', async () => {
    await settle(0, 'old');
    thing.reload();
    flushSync();
    expect([calls.length, thing.loading]).toEqual([2, false]);
    await settle(1, 'new');
    expect(thing.value).toBe('new');
  });

  it('keeps what is there when bringing it up to date fails', async () => {
    await settle(0, 'old');
    thing.reload();
    flushSync();
    await settle(1, new ApiError('busy', ''));
    expect([thing.value, thing.error?.trouble]).toEqual(['old', 'busy']);
  });

  it('does not show one thing for another that failed to load', async () => {
    await settle(0, 'first');
    change('b');
    await settle(1, new ApiError('busy', ''));
    expect([thing.value, thing.error?.trouble, thing.loading]).toEqual([undefined, 'busy', false]);
    thing.reload();
    flushSync();
    await settle(2, 'second');
    expect([thing.value, thing.error]).toEqual(['second', undefined]);
  });

  it('asks nothing more once its component is gone', () => {
    stop();
    key = 'b';
    flushSync();
    expect(calls).toHaveLength(1);
    expect(calls[0]?.signal.aborted).toBe(true);
  });
});

describe('whileVisible', () => {
  const call = vi.fn();
  let hidden = false;

  beforeEach(() => {
    vi.useFakeTimers();
    call.mockClear();
    hidden = false;
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function see(visible: boolean): void {
    hidden = !visible;
    document.dispatchEvent(new Event('visibilitychange'));
  }

  it('calls every so often, and no more when stopped', () => {
    const stop = whileVisible(call, 1000);
    vi.advanceTimersByTime(3500);
    expect(call).toHaveBeenCalledTimes(3);
    stop();
    vi.advanceTimersByTime(5000);
    see(true);
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('pauses while the page is hidden and calls at once when it is back', () => {
    const stop = whileVisible(call, 1000);
    see(false);
    vi.advanceTimersByTime(60_000);
    expect(call).not.toHaveBeenCalled();
    see(true);
    expect(call).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(1000);
    expect(call).toHaveBeenCalledTimes(2);
    stop();
  });

  it('waits for a page that is opened in the background', () => {
    hidden = true;
    const stop = whileVisible(call, 1000);
    vi.advanceTimersByTime(5000);
    expect(call).not.toHaveBeenCalled();
    see(true);
    expect(call).toHaveBeenCalledOnce();
    stop();
  });
});
