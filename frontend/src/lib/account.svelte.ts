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

/** Leaves the sign-in page for the one that led there. */
function enter(): void {
  const to = new URLSearchParams(location.search).get('to') ?? '/';
  // Only a path of ours: "//elsewhere" is another host, and browsers read "/\" as "//".
  go(/^\/(?![/\\])/.test(to) ? to : '/', { replace: true });
}

/** Learns whose token this is; without a token, goes to the sign-in page. */
export async function restoreAccount(): Promise<void> {
  const signingIn = location.pathname === '/login';
  if (api.hasToken()) {
    state.user = (await api.me()).user;
    if (signingIn) enter();
  } else if (!signingIn) {
    go(loginPath(), { replace: true });
  }
}

export async function signIn(username: string, password: string): Promise<void> {
  state.user = await api.login(username, password);
  state.ended = false;
  enter();
}

export async function signOut(): Promise<void> {
  await api.logout().catch(() => undefined);
  state.user = null;
  state.ended = false;
  go('/login');
}
