/** The measured part of `docs/performance.md`, `docs/quality.md` and `docs/training.md`: made from `bench/results`, between markers. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineSentence } from './machine.ts'
import type { BenchResult } from './result.ts'
import { renderMarkdown } from './table.ts'

const MARKED = /<!-- bench:([\w-]+) -->[\s\S]*?<!-- \/bench:\1 -->/g

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
      result === undefined
        ? `Not measured yet: \`npm run bench -- ${name.replace('-', ' --only ')} --write\`.`
        : sectionOf(result)
    return `<!-- bench:${name} -->\n\n${body}\n\n<!-- /bench:${name} -->`
  })

const PAGES = ['performance.md', 'quality.md', 'training.md']

/** @param root  folder of the project */
export const writeDocs = (root: string): void => {
  const resultOf = (name: string): BenchResult | undefined => {
    const file = join(root, 'bench', 'results', `${name}.json`)
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BenchResult) : undefined
  }
  for (const name of PAGES) {
    const page = join(root, 'docs', name)
    writeFileSync(page, renderDocs(readFileSync(page, 'utf8'), resultOf))
  }
}
