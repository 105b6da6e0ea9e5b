/** Builds the islands, the only code that runs in browsers, into dist/. Pages find them by the manifest. */
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  // The base of the addresses that built code asks for: lazy chunks, the map's worker.
  base: '/',
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // MapLibre alone is larger than the default; it is fetched at the first gesture on a map, and never before.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      // What our pages load; the component of other people's pages, whole in its one file; what it loads at a gesture.
      input: ['src/web/islands/islands.ts', 'src/web/islands/carte-embedded.ts', 'src/web/islands/carte-live.ts'],
      preserveEntrySignatures: 'exports-only',
    },
  },
  worker: { format: 'es' },
});
