// Who is signed in.
// SPDX-License-Identifier: MIT
import * as api from './api';
import { go } from './router.svelte';

const state = $state<{ user: api.User | null; ended: boolean }>({ user: null, ended: false });

export function user(): api.User | null {
  return state.user;
}

/** Whether the last token ended by itself, for the sign-in page to say so. */
export function tokenEnded(): boolean {
  return state.ended;
}

function loginPath(): string {
  const here = location.pathname + location.search;
  return here === '/' || here.startsWith('/login')
    ? '/login'
    : `/login?to=${encodeURIComponent(here)}`;
}

api.whenSignedOut(() => {
  state.user = null;
  state.ended = true;
  go(loginPath(), { replace: true });
});

/** Learns whose token this is; without a token, goes to the sign-in page. */
export async function restoreAccount(): Promise<void> {
  if (!api.hasToken()) {
    if (location.pathname !== '/login') go(loginPath(), { replace: true });
    return;
  }
  state.user = (await api.me()).user;
}

export async function signIn(username: string, password: string): Promise<void> {
  state.user = await api.login(username, password);
  state.ended = false;
  const to = new URLSearchParams(location.search).get('to') ?? '/';
  // Only a path of ours: "//elsewhere" is another host.
  go(/^\/(?!\/)/.test(to) ? to : '/', { replace: true });
}

export async function signOut(): Promise<void> {
  await api.logout().catch(() => undefined);
  state.user = null;
  state.ended = false;
  go('/login');
}
