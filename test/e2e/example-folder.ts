/** An example as somebody has it who copied its folder and installed what it asks for. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { buildClient } from '../../scripts/build-client.mjs'

export type ExampleFolder = { readonly path: string; readonly remove: () => void }

/** @param packages  besides ours, by name */
export const copyExample = (name: string, packages: readonly string[] = []): ExampleFolder => {
  const path = mkdtempSync(join(tmpdir(), 'aisle-example-'))
  cpSync(resolve('examples', name), path, { recursive: true })
  const modules = join(path, 'node_modules')
  mkdirSync(modules)
  buildClient(join(modules, '@aisle', 'client'))
  for (const each of packages) {
    const link = join(modules, each)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(resolve('node_modules', each), link)
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
