// How the dashboard is built and tested. Everything the browser loads later than index.html has its
// hash in its name and lies under assets/, so that the server may let it be cached for ever.
// SPDX-License-Identifier: MIT
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Where `npm run dev` finds a running server.
const api = process.env['SILLAGE_URL'] ?? 'http://127.0.0.1:3001';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    // The style sheet has each colour once, as light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsDir: 'assets',
    // The server's Content-Security-Policy allows no data: scripts or fonts, and nothing is small
    // enough to be worth repeating in every file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', proxy: { '/api': api, '/script.js': api, '/vitals.js': api } },
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
