/** The documents say what the project is, their links lead somewhere, and a term stands once. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { makePlan, WORLD_SIZES } from '../src/world/plan.ts'
import { namesIn, type Row, tableIn, testAgainstCode } from './docs-check.ts'
import { MAY_IMPORT, PURE } from './layers.ts'
import { anchorsOf, codeIn, linksOf, sectionOf } from './markdown.ts'

const dependencies = (): readonly Row[] => {
  const { dependencies: atRunTime, devDependencies } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  ) as Record<string, object>
  return [
    ...Object.keys(atRunTime ?? {}).map((name) => [name, 'run']),
    ...Object.keys(devDependencies ?? {}).map((name) => [name, 'development']),
  ]
}

testAgainstCode([
  {
    file: 'docs/demo.md',
    what: 'the sizes of the demo world',
    sides: (text) => [
      tableIn(text, 'size').map(([size = '', ...counts]) => [
        ...codeIn(size),
        ...counts.map((count) => Number(count.replaceAll(',', ''))),
      ]),
      WORLD_SIZES.map((size) => {
        const plan = makePlan(size, 1, Date.UTC(2026, 0, 1))
        return [
          size,
          plan.itemCount,
          plan.customerCount,
          plan.visitorCount,
          plan.dayCount,
          plan.eventCountTarget,
        ]
      }),
    ],
    damage: ['2,400', '2,500'],
  },
  {
    file: 'ARCHITECTURE.md',
    what: 'the layers',
    sides: (text) => [
      tableIn(text, 'layer').map(([, folder = '', imports = '', pure]) => [
        ...codeIn(folder),
        codeIn(imports),
        pure,
      ]),
      Object.entries(MAY_IMPORT).map(([folder, imports]) => [
        folder,
        imports,
        PURE.includes(folder) ? 'yes' : 'no',
      ]),
    ],
    damage: ['| 3 | `api` | `domain`, `conditions` |', '| 3 | `api` | `domain`, `math` |'],
  },
  {
    file: 'README.md',
    what: 'the folders of src/',
    sides: (text) => [
      linksOf(sectionOf(text, '## Where things are')).flatMap((link) =>
        link.startsWith('src/') ? [[link.slice(4)]] : [],
      ),
      readdirSync('src').map((folder) => [folder]),
    ],
    damage: ['](src/artifacts)', '](src/artefacts)'],
  },
  {
    file: 'docs/decisions/0005-dependencies.md',
    what: 'the dependencies',
    sides: (text) => [
      [
        ...namesIn(tableIn(sectionOf(text, '## At run time'), 'package')).map(([name]) => [name, 'run']),
        ...namesIn(tableIn(sectionOf(text, '## For development'), 'package')).map(([name]) => [
          name,
          'development',
        ]),
      ],
      dependencies(),
    ],
    damage: ['| `commander` |', '| `yargs` |'],
  },
])

const termsTwice = (text: string): readonly string[] => {
  const terms = tableIn(text, 'term').flatMap(([cell = '']) =>
    cell.replaceAll('*', '').toLowerCase().split(', '),
  )
  return terms.filter((term, k) => terms.indexOf(term) !== k)
}

test('a term stands once in the glossary', () => {
  const text = readFileSync('GLOSSARY.md', 'utf8')
  expect(tableIn(text, 'term').length).toBeGreaterThan(30)
  expect(termsTwice(text)).toEqual([])
  expect(termsTwice(`${text}\n\n| term | meaning |\n| --- | --- |\n| **Basket** | again |\n`)).toEqual([
    'basket',
  ])
})

const documents = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
]

/** Links of the document that lead nowhere in this repository. Those to other places are not followed. */
const brokenLinks = (file: string, text: string): readonly string[] =>
  linksOf(text).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    if (path === '') return !anchorsOf(text).includes(anchor ?? '')
    const target = normalize(join(dirname(file), path))
    if (!existsSync(target)) return true
    if (anchor === undefined) return false
    return !statSync(target).isFile() || !anchorsOf(readFileSync(target, 'utf8')).includes(anchor)
  })

test.each(documents)('the links of %s lead somewhere', (file) => {
  expect(brokenLinks(file, readFileSync(file, 'utf8'))).toEqual([])
})

test('a link to a file or a heading that is not there is found', () => {
  const links = ['none.md', '../none.md', 'events.md#none', '#none', '../src/domain#none']
  const text = `# There\n\n${links.map((link) => `[x](${link})`).join(' ')} [y](events.md#consent) [z](#there)\n`
  expect(brokenLinks('docs/lists.md', text)).toEqual(links)
})
