/** One build of the three apps. Pages are served under /shop/, /pos/ and /console/, what they load under /assets/. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const SERVER_URL = process.env['AISLE_URL'] ?? 'http://127.0.0.1:7400'
const here = (path: string): string => new URL(path, import.meta.url).pathname

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        storefront: here('storefront/index.html'),
        pos: here('pos/index.html'),
        console: here('console/index.html'),
      },
    },
  },
  server: { proxy: { '/api': SERVER_URL, '/internal': SERVER_URL, '/pictures': SERVER_URL } },
})
