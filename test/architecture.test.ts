/** The one-way rule of ARCHITECTURE.md, checked on every file, and shown to be able to fail. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { expect, test } from 'vitest'
import { MAY_IMPORT, PURE } from './layers.ts'

/** Packages that only one folder may know. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  api: ['typebox'],
  datasets: ['hyparquet', 'hyparquet-compressors', 'sharp'],
  jobs: ['hyparquet-writer'],
  stores: ['pg', 'pg-copy-streams'],
  server: ['fastify', '@fastify/', 'typebox'],
  cli: ['commander'],
}
const IMPURE = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bsetTimeout\(|\bprocess\./

const src = resolve('src')
const folderOf = (path: string): string => relative(src, path).split(sep)[0] as string
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([\w@./:-]+)['"]/g

/** A sentence for each import or call that breaks the rule. */
const violations = (file: string, text: string): readonly string[] => {
  const folder = file.split(/[\\/]/)[0] as string
  const allowed = MAY_IMPORT[folder]
  if (allowed === undefined)
    return [`src/${folder}/ is not in test/layers.ts: add it there and to ARCHITECTURE.md.`]
  const isPure = PURE.includes(folder)
  const found: string[] = []
  for (const [, target] of text.matchAll(IMPORT) as IterableIterator<[string, string]>) {
    if (target.startsWith('.')) {
      const to = folderOf(resolve(dirname(join(src, file)), target))
      if (to !== folder && !allowed.includes(to))
        found.push(`${file}: ${folder}/ may not import ${to}/. Move the code up, or the type down.`)
    } else if (isPure) found.push(`${file}: ${folder}/ is pure and may not import ${target}.`)
    else if (
      !target.startsWith('node:') &&
      !(PACKAGES[folder] ?? []).some(
        (name) =>
          target === name || target.startsWith(`${name}/`) || (name.endsWith('/') && target.startsWith(name)),
      )
    )
      found.push(`${file}: ${folder}/ may not import the package ${target}.`)
  }
  if (isPure && IMPURE.test(text))
    found.push(`${file}: ${folder}/ is pure: take the time and the chance as arguments.`)
  return found
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/\.(test|contract|test-support)\.ts$/.test(file),
)

test('there are files to check', () => {
  expect(files.length).toBeGreaterThan(50)
})

test.each([
  ['domain/x.ts', "import { a } from '../math/csr.ts'"],
  ['views/x.ts', "import { a } from '../lists/list.ts'"],
  ['stores/x.ts', "export { a } from '../jobs/ingest.ts'"],
  ['serving/x.ts', "const a = await import('../server/app.ts')"],
  ['math/x.ts', "import { join } from 'node:path'"],
  ['lists/x.ts', "import fc from 'fast-check'"],
  ['jobs/x.ts', "import { Type } from 'typebox'"],
  ['world/x.ts', 'const now = Date.now()'],
  ['models/x.ts', 'const chance = Math.random()'],
  ['elsewhere/x.ts', ''],
])('the check fails on %s: %s', (file, text) => {
  expect(violations(file, text)).toHaveLength(1)
})

test.each(files)('%s keeps the one-way rule', (file) => {
  expect(violations(file, readFileSync(join(src, file), 'utf8'))).toEqual([])
})
