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

/** The client runs anywhere and is published alone: of the program it knows types of `api`, and no package. */
const clientViolations = (file: string, text: string): readonly string[] =>
  [...text.matchAll(/\b(import|export)\b([^'"]*?)['"]([^'"\n]+)['"]/g)].flatMap(
    ([, , between = '', target = '']) => {
      if (!/\bfrom\s*$|^\s*\(?\s*$/.test(between)) return []
      const to = relative(resolve('.'), resolve(dirname(join(client, file)), target)).split(sep)
      if (target.startsWith('.') && to[0] === 'sdk') return []
      if (target.startsWith('.') && to[0] === 'src' && to[1] === 'api' && /^\s*type\b/.test(between))
        return []
      return [`sdk/src/${file}: sdk/ may import types of src/api and nothing else, not ${target}.`]
    },
  )

const client = resolve('sdk', 'src')
const clientFiles = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/\.(test|test-support)\.ts$/.test(file),
)

test.each([
  "import { EventSchema } from '../../src/api/event-schema.ts'",
  "import { type Wire, WIRE } from '../../src/api/wire.ts'",
  "export { WIRE } from '../../src/api/wire.ts'",
  "const wire = await import('../../src/api/wire.ts')",
  "import type { Item } from '../../src/domain/catalog.ts'",
  "import { join } from 'node:path'",
  "import type { Static } from 'typebox'",
  "import '../../test/markdown.ts'",
])('the check of the client fails on %s', (text) => {
  expect(clientViolations('x.ts', text)).toHaveLength(1)
})

test.each(clientFiles)('sdk/src/%s imports types of src/api and nothing else', (file) => {
  expect(clientFiles.length).toBeGreaterThan(3)
  expect(clientViolations(file, readFileSync(join(client, file), 'utf8'))).toEqual([])
})

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
