import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const names = {
  entryFileNames: 'assets/[name]-[hash].js',
  chunkFileNames: 'assets/[name]-[hash].js',
  assetFileNames: 'assets/[name]-[hash][extname]',
};

export default defineConfig({
  root: at('.'),
  publicDir: false,
  cacheDir: at('../../.build/web/vite'),
  clearScreen: false,
  resolve: {
    alias: [
      // The client's core as WebAssembly (client/wasm), for `import url from '#core.wasm?url'`.
      {
        find: /^#core\.wasm(?=\?)/,
        replacement: process.env.SOTTO_WASM ?? at('../../.build/wasm/client/wasm/core.wasm'),
      },
      // The programme director's desk (client/wasm/director).
      {
        find: /^#director\.wasm(?=\?)/,
        replacement:
          process.env.SOTTO_DIRECTOR_WASM ?? at('../../.build/wasm/client/wasm/director.wasm'),
      },
    ],
  },
  css: {
    // Pictures of components that are not used here: sorted tables, search fields.
    postcss: {
      plugins: [
        {
          postcssPlugin: 'no-pictures',
          Declaration: (declaration) => {
            if (declaration.value.includes('url(')) declaration.remove();
          },
        },
      ],
    },
    preprocessorOptions: { scss: { loadPaths: [at('node_modules')], quietDeps: true } },
  },
  build: {
    outDir: at('../../.build/web/dist'),
    emptyOutDir: true,
    target: 'es2022',
    // Every file is a file of its own: the pages' policy allows nothing inline.
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    sourcemap: false,
    reportCompressedSize: false,
    // One script: a screen never fetches anything of its own.
    rollupOptions: {
      output: { ...names, codeSplitting: false },
      checks: { pluginTimings: false },
    },
  },
  worker: { format: 'es', rollupOptions: { output: names } },
  test: {
    include: ['test/**/*.test.{ts,tsx,js}'],
    setupFiles: ['test/setup.ts'],
    environment: 'node',
  },
});
