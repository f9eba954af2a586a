import { defineConfig } from 'vite';

/** Replaced by the server with a new one for each page. */
const nonce = '%CSP_NONCE%';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  html: { cspNonce: nonce },
  build: { emptyOutDir: true, target: 'es2022', sourcemap: true, assetsInlineLimit: 0 },
  // `npx vite apps/console` beside a running Weir.
  server: { proxy: { '/v1': 'http://127.0.0.1:7700' } },
  // What libraries say of themselves in passing is not ours to mend.
  logLevel: 'error',
});
