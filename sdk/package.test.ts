/** The package as it is published: it stands alone, is small, and has the types of the server. */
import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildClient, typeOf, wireModule } from '../scripts/build-client.mjs'
import { bundleSdk, SDK_FILES } from '../scripts/build-sdk.mjs'
import { WIRE } from '../src/api/wire.ts'
import { blocksOf } from '../test/markdown.ts'

const CLIENT_BYTES_MAX = 5_000
/** Gzipped: what a working one has at least, and what it may have. */
const PAGE_BYTES: Readonly<Record<string, readonly [min: number, max: number]>> = {
  'tracker.js': [4_000, 5_000],
  'aisle.js': [9_000, 12_000],
}

const folder = mkdtempSync(join(tmpdir(), 'aisle-package-'))
const built = join(folder, 'node_modules', '@aisle', 'client')
beforeAll(() => buildClient(built))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const node = (...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })

/** @returns what the compiler has against it; empty when all is well */
const complaintsOf = (cwd: string, options: object, files: readonly string[]): string => {
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022', 'dom'],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: [],
    ...options,
  }
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  try {
    execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', cwd], {
      encoding: 'utf8',
    })
    return ''
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

test('a plain script imports it, and it needs no other package', () => {
  writeFileSync(
    join(folder, 'script.mjs'),
    `import { createClient, AisleApiError } from '@aisle/client'
const aisle = createClient({ url: 'http://127.0.0.1:1', shop: 'demo', retries: 0 })
const error = await aisle.recommend({ list: 'new' }).catch((error) => error)
console.log(error instanceof AisleApiError, error.code)`,
  )
  expect(node('script.mjs')).toBe('true NETWORK\n')
  const { dependencies } = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8')) as {
    dependencies?: object
  }
  expect(dependencies).toBeUndefined()
})

const filesIn = (ending: string): readonly string[] =>
  readdirSync(join(built, 'dist'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(ending),
  )
const textOf = (file: string): string => readFileSync(join(built, 'dist', file), 'utf8')
const IMPORT = /(?:\bfrom\s+|\bimport\(|\bimport\s+)['"]([^'"]+)['"]/g

/** A file and all that it imports. */
const withImports = (file: string, found = new Set<string>()): ReadonlySet<string> => {
  if (found.has(file)) return found
  found.add(file)
  for (const [, target = ''] of textOf(file).matchAll(IMPORT)) withImports(join(dirname(file), target), found)
  return found
}

test(`the client is ${CLIENT_BYTES_MAX} bytes or less, gzipped`, () => {
  const all = [...withImports('client.js')].map(textOf).join('\n')
  expect(all).toContain('createClient')
  expect(gzipSync(all).length).toBeLessThanOrEqual(CLIENT_BYTES_MAX)
})

test.each(Object.entries(PAGE_BYTES))(
  '%s is %o bytes, gzipped: a broken one would be less',
  async (file, [min, max]) => {
    const { length } = gzipSync(await bundleSdk(file), { level: 9 })
    expect(length).toBeGreaterThan(min)
    expect(length).toBeLessThanOrEqual(max)
  },
)

test('every file that a page loads has its size checked', () => {
  expect(Object.keys(PAGE_BYTES)).toEqual(Object.keys(SDK_FILES))
})

test('neither code nor types import anything but each other', () => {
  for (const file of [...filesIn('.js'), ...filesIn('.d.ts')])
    for (const [, target] of textOf(file).matchAll(IMPORT))
      expect([file, target]).toEqual([file, expect.stringMatching(/^\.\.?\/[\w/-]+\.[jt]s$/)])
})

test('imported where pages are made on a server, tracker and elements do nothing', () => {
  writeFileSync(
    join(folder, 'server.mjs'),
    `import { startElements } from '@aisle/client/elements'
import { createTracker } from '@aisle/client/tracker'
startElements({ shop: 'demo' }).track({ kind: 'home-view' })
const tracker = createTracker({ shop: 'demo' })
tracker.track({ kind: 'home-view' })
await tracker.flush()
console.log(JSON.stringify([tracker.identity(), tracker.shopper(), tracker.counts()]))`,
  )
  expect(node('server.mjs')).toBe('[{"isEmulated":false},{},{"waiting":0,"dropped":0}]\n')
})

test('the types that are written out are those of the schemas', () => {
  mkdirSync(resolve('.cache'), { recursive: true })
  const cwd = mkdtempSync(join(resolve('.cache'), 'wire-'))
  const names = Object.keys(WIRE)
  const compare = (text: string): string => {
    writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(cwd, 'wire.ts'), text)
    writeFileSync(
      join(cwd, 'same.ts'),
      `import type { Wire } from '../../src/api/wire.ts'
import type * as B from './wire.ts'
type Built = { ${names.map((name) => `${name}: B.${name}`).join('; ')} }
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Wrong = { [N in keyof Wire as Same<Wire[N], Built[N]> extends true ? never : N]: true }
export const wrong: Wrong = {}`,
    )
    const options = {
      allowImportingTsExtensions: true,
      erasableSyntaxOnly: true,
      skipLibCheck: true,
      lib: ['es2024', 'dom'],
    }
    return complaintsOf(cwd, options, ['same.ts'])
  }
  try {
    expect(compare(wireModule())).toBe('')
    expect(
      compare(wireModule().replace('readonly itemIds?: readonly (string)[]', 'readonly itemIds?: string[]')),
    ).toContain('ShopEvent')
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
})

test('a schema of which no type is known is refused', () => {
  expect(() => typeOf({ type: 'bigint' })).toThrow('No type is known')
})

test('docs/sdk.md names every attribute, event, variable and part of the elements', () => {
  const text = readFileSync('docs/sdk.md', 'utf8')
  const sources = ['elements', '.']
    .flatMap((sub) => readdirSync(join('sdk/src', sub)).map((file) => join('sdk/src', sub, file)))
    .filter((file) => file.endsWith('.ts') && !/test/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const named = (pattern: RegExp): string[] =>
    [...sources.matchAll(pattern)].flatMap(([, name = '']) => name.split(' '))
  const attributes = named(/\b(?:text|hasAttribute)\('([\w-]+)'\)/g)
  const events = named(/\btell\(this, '([\w-]+)'/g)
  const variables = named(/var\((--aisle-[\w-]+)/g)
  const parts = named(/\bpart: '([\w -]+)'/g)
  for (const names of [attributes, events, variables, parts]) expect(names.length).toBeGreaterThan(4)
  const missing = [...attributes, ...events, ...variables, ...parts].filter(
    (name) => !new RegExp(`\`[^\`]*${name}[^\`]*\``).test(text),
  )
  expect(missing).toEqual([])
})

const examples = ['docs/client.md', 'docs/sdk.md'].flatMap((file) =>
  blocksOf(readFileSync(file, 'utf8'), 'ts'),
)

const TSX_TYPES = ['node_modules/react', 'node_modules/@types/react']

test('the elements of docs/sdk.md keep to their types in TSX; a wrong attribute or event does not', () => {
  for (const path of TSX_TYPES) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    symlinkSync(resolve(path), join(folder, path))
  }
  const blocks = blocksOf(readFileSync('docs/sdk.md', 'utf8'), 'tsx')
  expect(blocks).toHaveLength(2)
  const check = (use: string): string => {
    const files = [blocks[0] as string, use].map((text, k) => {
      writeFileSync(join(folder, `element-${k}.tsx`), text)
      return `element-${k}.tsx`
    })
    const options = { jsx: 'react-jsx', module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true }
    return complaintsOf(folder, options, files)
  }
  const use = blocks[1] as string
  expect(check(use)).toBe('')
  expect(check(use.replace('limit={6}', 'limit="six"'))).toContain('six')
  expect(check(use.replace('detail.itemId', 'detail.item'))).not.toBe('')
  expect(check(use.replace('<aisle-list', '<aisle-lists'))).toContain('aisle-lists')
})

test('the examples of docs/client.md and docs/sdk.md keep to the types of the package; a wrong one does not', () => {
  expect(examples.length).toBeGreaterThan(3)
  const check = (texts: readonly string[]): string => {
    const files = texts.map((text, k) => {
      writeFileSync(join(folder, `example-${k}.mts`), text)
      return `example-${k}.mts`
    })
    return complaintsOf(folder, { target: 'es2024', lib: ['es2024', 'dom'] }, files)
  }
  expect(check(examples)).toBe('')
  expect(check([...examples, `${examples[0]}\nawait aisle.recommend({ list: 'new', limt: 3 })`])).toContain(
    'limt',
  )
})
