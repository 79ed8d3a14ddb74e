// Sending a form: what is missing, refused, and has arrived.
// SPDX-License-Identifier: MIT
import { expect, it } from 'vitest';
import { ApiError } from './api';
import { sending } from './sending.svelte';

const refuse = (faults: Record<string, string>) => () =>
  Promise.reject(new ApiError('invalid', 'No.', faults));

it('does not send what lacks something', async () => {
  const form = sending('name', 'domain');
  let sent = 0;
  const work = () => Promise.resolve(void sent++);
  expect(await form.run(work, { name: 'A', domain: ' ' })).toBe(false);
  expect(Object.keys(form.faults)).toEqual(['domain']);
  expect(form.error).toBeUndefined();
  expect(await form.run(work, { name: 'A', domain: 'b' })).toBe(true);
  expect(form.faults).toEqual({});
  expect(sent).toBe(1);
});

it('is busy until the answer has come, and done until something is changed', async () => {
  const form = sending();
  let answer = () => {};
  const running = form.run(() => new Promise((resolve) => (answer = resolve)));
  expect([form.busy, form.done]).toEqual([true, false]);
  answer();
  await running;
  expect([form.busy, form.done]).toEqual([false, true]);
  form.change();
  expect(form.done).toBe(false);
});

it('leaves a fault to its field, and tells of one that no field shows', async () => {
  const form = sending('name');
  expect(await form.run(refuse({ name: 'Too long.' }))).toBe(false);
  expect(form.faults).toEqual({ name: 'Too long.' });
  expect(form.error).toBeUndefined();
  await form.run(refuse({ parameters: 'Too many.' }));
  expect(form.error?.message).toBe('No.');
  await form.run(() => Promise.resolve());
  expect(form.error).toBeUndefined();
});
