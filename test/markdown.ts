/** As much of Markdown as our documents use. */

/** A table's rows without its head, each a list of cells. */
export type Table = readonly (readonly string[])[]

const cellsOf = (line: string): readonly string[] =>
  line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.trim())

/** Every table of the text, by the first cell of its head; of several with the same one, the rows together. */
export const tablesOf = (text: string): ReadonlyMap<string, Table> => {
  const tables = new Map<string, (readonly string[])[]>()
  let rows: (readonly string[])[] | undefined
  const lines = text.split('\n')
  for (const [k, line] of lines.entries()) {
    if (!line.startsWith('|')) rows = undefined
    else if (/^\|[\s|:-]+$/.test(line)) continue
    else if (rows === undefined) {
      const [name = ''] = cellsOf(line)
      if (lines[k + 1]?.startsWith('| ---') !== true) continue
      rows = tables.get(name) ?? []
      tables.set(name, rows)
    } else rows.push(cellsOf(line))
  }
  return tables
}

/** The text from a heading to the next of the same or a higher level; empty when there is no such heading. */
export const sectionOf = (text: string, heading: string): string => {
  const level = heading.indexOf(' ')
  const lines = text.split('\n')
  const start = lines.indexOf(heading)
  if (start < 0) return ''
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level)
  return (end < 0 ? rest : rest.slice(0, end)).join('\n')
}

/** What stands in backquotes. */
export const codeIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string)

/** The fenced blocks of a language. */
export const blocksOf = (text: string, language: string): readonly string[] =>
  [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, name, block]) =>
    name === language ? [block as string] : [],
  )

const withoutBlocks = (text: string): string => text.replace(/^```.*?^```$/gms, '')

/** Where links and pictures lead, as written. */
export const linksOf = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target as string)

/** The names under which the headings can be linked to. */
export const anchorsOf = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
