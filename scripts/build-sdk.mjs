/**
 * The SDK as single files that a page loads: `tracker.js`, a module, and `aisle.js`, a plain script with the elements.
 * Run: node scripts/build-sdk.mjs FOLDER
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

const source = join(import.meta.dirname, '..', 'sdk', 'src')

export const SDK_FILES = {
  'tracker.js': { entry: join(source, 'tracker.ts'), format: 'es' },
  'aisle.js': { entry: join(source, 'script.ts'), format: 'iife' },
}

/** @returns the code of one of the files, minified */
export const bundleSdk = async (file) => {
  const { entry, format } = SDK_FILES[file]
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: { entry, formats: [format], name: 'aisleSdk' },
      // Notes for bundlers say nothing to a browser.
      rolldownOptions: { output: { minify: true, comments: { annotation: false } } },
    },
  })
  return output[0].code
}

if (import.meta.main) {
  const folder = process.argv[2]
  mkdirSync(folder, { recursive: true })
  for (const file of Object.keys(SDK_FILES)) writeFileSync(join(folder, file), await bundleSdk(file))
}
