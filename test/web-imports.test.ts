/** What the web apps know of the program: types, and for the till what runs anywhere. As ARCHITECTURE.md says. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const web = resolve('web')
const TYPES_OF = /^src\/(api|domain)\//
/** By the file that imports: what of `src/` runs in it. */
const RUNS: readonly (readonly [file: RegExp, target: RegExp])[] = [
  [/^pos\/offline\/offline-worker\.ts$/, /^src\/(snapshot|serving)\//],
  [/^pos\//, /^src\/(merchandising\/shipped-layouts|domain\/point-of-sale)\.ts$/],
  [/^storefront\//, /^sdk\/src\/tracker\.ts$/],
  [/^shared\/use-impression\.ts$/, /^sdk\/src\/list-seen\.ts$/],
]
/** A statement from its first word to its source. */
const STATEMENT =
  /\b(?:import|export)\b([^'"]*?)\bfrom\s*['"](\.[^'"]+)['"]|\bimport\s*\(\s*['"](\.[^'"]+)['"]/g

/** A sentence for each import that breaks the rule. */
const violations = (file: string, text: string): readonly string[] =>
  [...text.matchAll(STATEMENT)].flatMap(([, names = '', from, lazily]) => {
    const target = relative(resolve('.'), resolve(dirname(join(web, file)), from ?? lazily ?? ''))
    if (target.startsWith('web')) return []
    const isType = /^\s*type\b/.test(names)
    if (isType && (TYPES_OF.test(target) || target.startsWith('sdk'))) return []
    if (RUNS.some(([by, what]) => by.test(file) && what.test(target))) return []
    return [`web/${file} may not import ${target}: see ARCHITECTURE.md.`]
  })

const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !file.startsWith('dist') && !file.endsWith('.test.ts'),
)

test.each([
  ['storefront/app.tsx', "import { recommend } from '../../src/serving/recommend.ts'"],
  ['storefront/app.tsx', "import type { Scene } from '../../src/serving/scene.ts'"],
  ['pos/till.tsx', "import { openSnapshot } from '../../src/snapshot/open-snapshot.ts'"],
  ['console/app.tsx', "const { a } = await import('../../src/domain/money.ts')"],
  ['shared/api.ts', "export { EVENT_KINDS } from '../../src/domain/event.ts'"],
])('the check fails on %s: %s', (file, text) => {
  expect(violations(file, text)).toHaveLength(1)
})

test('the web apps know types of the program, and of what runs only what runs anywhere', () => {
  expect(files.length).toBeGreaterThan(150)
  expect(files.flatMap((file) => violations(file, readFileSync(join(web, file), 'utf8')))).toEqual([])
})
