/** A table of a document beside that of the code: compared both ways, and each comparison can fail. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codeIn, tablesOf } from './markdown.ts'

export type Row = readonly unknown[]

/** A sentence for each row that only one of the two has, or that stands twice. */
const differences = (said: readonly Row[], is: readonly Row[]): readonly string[] => {
  const texts = said.map((row) => JSON.stringify(row))
  const truths = is.map((row) => JSON.stringify(row))
  return [
    ...texts.filter((text) => !truths.includes(text)).map((text) => `only in the document: ${text}`),
    ...truths.filter((truth) => !texts.includes(truth)).map((truth) => `only in the code: ${truth}`),
    ...texts.filter((text, k) => texts.indexOf(text) !== k).map((text) => `twice in the document: ${text}`),
  ]
}

export const tableIn = (text: string, firstHead: string): readonly (readonly string[])[] =>
  tablesOf(text).get(firstHead) ?? []

export const namesIn = (rows: readonly (readonly string[])[]): readonly Row[] =>
  rows.flatMap(([cell = '']) => codeIn(cell).map((name) => [name]))

export const sourcesIn = (folder: string): string =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')

export type Check = {
  readonly file: string
  readonly what: string
  /** The document's side and the code's side. */
  readonly sides: (text: string) => readonly [said: readonly Row[], is: readonly Row[]]
  /** A change of the document that must be found. */
  readonly damage: readonly [from: string, to: string]
}

/** Each must hold now, and each must find its damage. */
export const testAgainstCode = (checks: readonly Check[]): void => {
  test.each(checks)('$file and the code agree on $what', ({ file, sides }) => {
    const [said, is] = sides(readFileSync(file, 'utf8'))
    expect(is.length).toBeGreaterThan(1)
    expect(differences(said, is)).toEqual([])
  })

  test.each(checks)('$file: a change of $what is found, both ways', ({ file, sides, damage: [from, to] }) => {
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    const found = differences(...sides(text.replace(from, to)))
    expect(found.some((sentence) => sentence.startsWith('only in the document'))).toBe(true)
    expect(found.some((sentence) => sentence.startsWith('only in the code'))).toBe(true)
  })
}
