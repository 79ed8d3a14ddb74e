// Lint rules of the dashboard: the recommended sets with type information, and a few of our own.
// SPDX-License-Identifier: MIT
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'tracker/', 'src/lib/api-schema.d.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // Links are plain <a href>: the router listens for clicks on them.
      'svelte/no-navigation-without-resolve': 'off',
      // URLSearchParams and Date are used as values here, never changed while something watches them.
      'svelte/prefer-svelte-reactivity': 'off',
      // Only api.ts may know where the server is.
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Call a function of lib/api.ts.' },
      ],
    },
  },
  { files: ['src/lib/api.ts'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['scripts/*.mjs'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
);
