/** The measured part of `docs/performance.md`: made from `bench/results`, between markers. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineSentence } from './machine.ts'
import type { BenchResult } from './result.ts'
import { renderMarkdown } from './table.ts'

const MARKED = /<!-- bench:(\w+) -->[\s\S]*?<!-- \/bench:\1 -->/g

const sectionOf = (result: BenchResult): string =>
  [
    ...result.tables.map(renderMarkdown),
    result.findings.map((finding) => `- ${finding}`).join('\n'),
    result.method.join(' '),
    `_${machineSentence(result.machine)}. Commit ${result.commit}, ${result.measuredAt.slice(0, 10)}${result.isQuick ? '; a quick run, not to be quoted' : ''}._`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')

/** @param resultOf  undefined for what was never measured */
export const renderDocs = (page: string, resultOf: (name: string) => BenchResult | undefined): string =>
  page.replace(MARKED, (_, name: string) => {
    const result = resultOf(name)
    const body =
      result === undefined ? `Not measured yet: \`npm run bench -- ${name} --write\`.` : sectionOf(result)
    return `<!-- bench:${name} -->\n\n${body}\n\n<!-- /bench:${name} -->`
  })

/** @param root  folder of the project */
export const writeDocs = (root: string): void => {
  const page = join(root, 'docs', 'performance.md')
  writeFileSync(
    page,
    renderDocs(readFileSync(page, 'utf8'), (name) => {
      const file = join(root, 'bench', 'results', `${name}.json`)
      return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BenchResult) : undefined
    }),
  )
}
