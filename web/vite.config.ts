/** One build of the three apps. Pages are served under /shop/, /pos/ and /console/, what they load under /assets/. */
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const SERVER_URL = process.env['AISLE_URL'] ?? 'http://127.0.0.1:7400'
const here = (path: string): string => new URL(path, import.meta.url).pathname

const POS_PAGE = 'pos/index.html'
const POS_WORKER = 'pos/sw.js'
/** Threads of the till. A service worker gives out the first file of a thread only below its own folder. */
const POS_THREADS = 'pos/thread/'

/** Tells the service worker of the till which files the app has: all that its page names, and what those name. */
const posAssets = (): Plugin => ({
  name: 'pos-assets',
  enforce: 'post',
  generateBundle: (_options, bundle) => {
    const textOf = (name: string): string => {
      const file = bundle[name]
      if (file === undefined) return ''
      return file.type === 'chunk' ? file.code : String(file.source)
    }
    const names = Object.keys(bundle).filter(
      (name) => name.startsWith('assets/') || name.startsWith(POS_THREADS),
    )
    const found = new Set<string>()
    const look = (text: string): void => {
      for (const name of names)
        if (!found.has(name) && text.includes(name.slice(name.lastIndexOf('/') + 1))) {
          found.add(name)
          look(textOf(name))
        }
    }
    look(textOf(POS_PAGE))
    const worker = bundle[POS_WORKER]
    if (worker?.type !== 'chunk' || found.size === 0) throw new Error('The till has no service worker.')
    const list = [...found].sort().map((name) => JSON.stringify(`/${name}`))
    worker.code = worker.code.replace(/["'`]__POS_ASSETS__["'`]/, list.join(','))
  },
})

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react(), posAssets()],
  worker: {
    format: 'es',
    rolldownOptions: { output: { entryFileNames: `${POS_THREADS}[name]-[hash].js` } },
  },
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
        'pos-sw': here('pos/offline/sw.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'pos-sw' ? POS_WORKER : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': SERVER_URL, '/internal': SERVER_URL, '/pictures': SERVER_URL } },
})
