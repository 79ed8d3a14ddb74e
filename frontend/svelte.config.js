// Svelte's settings: runes everywhere, TypeScript in components.
// SPDX-License-Identifier: MIT
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    // bits-ui ships its own components, all of them written with runes too.
    runes: true,
  },
};
