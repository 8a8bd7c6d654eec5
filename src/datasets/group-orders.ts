/**
 * Order lines, one a row, into orders.
 *
 * Rows wait in a window. When it is full it is cut, in its later half, behind a row where no order is open on both
 * sides; the rows behind the cut begin the next window. Where orders are so mingled that there is no such place, the
 * cut is made at the end, and an order that goes on behind it becomes a second event of the same order. Every cut
 * depends on the rows since the one before only, so an import that starts again at a cut goes the same way.
 */
import { hash } from 'node:crypto'
import type { Line, ShopperRef } from '../domain/event.ts'
import type { RowProblem } from './row.ts'
import type { Step } from './translate.ts'

/** What the rows of one order share. */
export type OrderHead = {
  readonly orderId: string
  readonly at: number
  readonly shopper?: ShopperRef
  readonly channel?: string
  readonly currency?: string
  readonly [field: string]: unknown
}

/** One row: a line of an order, or of what was given back of it. */
export type OrderLine = { readonly head: OrderHead; readonly isReturn: boolean; readonly line: Line }

export type OrderGrouper = {
  readonly add: (rowNumber: number, line: OrderLine) => void
  readonly refuse: (rowNumber: number, problem: RowProblem, text: string) => void
  readonly end: () => void
}

/** Lines of one event; the API takes no more. */
const LINES_MAX = 20_000
/** Twice the longest order, so that its start and its end fit between two cuts. */
export const WINDOW_ROWS = 2 * LINES_MAX

type Entry =
  | { readonly rowNumber: number; readonly key: string; readonly line: OrderLine }
  | {
      readonly rowNumber: number
      readonly key: undefined
      readonly problem: RowProblem
      readonly text: string
    }

/**
 * Index of the last row to let go of: the first place in the later half where no order is open, else the end. The
 * first, so that as many rows as possible were looked at for an order that comes back.
 */
const cutOf = (entries: readonly Entry[]): number => {
  const lastByKey = new Map<string, number>()
  for (let k = 0; k < entries.length; k++) {
    const key = entries[k]?.key
    if (key !== undefined) lastByKey.set(key, k)
  }
  let reach = 0
  for (let k = 0; k < entries.length; k++) {
    const key = entries[k]?.key
    reach = Math.max(reach, k, key === undefined ? k : (lastByKey.get(key) as number))
    if (reach === k && k + 1 >= entries.length / 2) return k
  }
  return entries.length - 1
}

/** The id tells the content, so that the same order read twice is one event, and two parts of one order are two. */
const eventOf = (
  { head, isReturn }: OrderLine,
  lines: readonly Line[],
  lineIndex: number,
): Readonly<Record<string, unknown>> => {
  const kind = isReturn ? 'refund' : 'order'
  const content = JSON.stringify([kind, head.orderId, head.at, head.shopper, lineIndex, lines])
  return { eventId: `${kind}:${hash('sha1', content, 'base64url')}`, kind, ...head, lines }
}

export const createOrderGrouper = (emit: (step: Step) => void, windowRows = WINDOW_ROWS): OrderGrouper => {
  let entries: Entry[] = []

  const letGo = (count: number): void => {
    const lines = new Map<
      string,
      { readonly first: OrderLine; readonly rowNumber: number; readonly lines: Line[] }
    >()
    for (const entry of entries.slice(0, count)) {
      if (entry.key === undefined) {
        const { rowNumber, problem, text } = entry
        emit({ step: 'refusal', rowNumber, problem, text })
        continue
      }
      const group = lines.get(entry.key)
      if (group === undefined)
        lines.set(entry.key, { first: entry.line, rowNumber: entry.rowNumber, lines: [entry.line.line] })
      else group.lines.push(entry.line.line)
    }
    for (const { first, rowNumber, lines: all } of lines.values())
      for (let from = 0; from < all.length; from += LINES_MAX) {
        const part = all.slice(from, from + LINES_MAX)
        emit({
          step: 'record',
          kind: 'events',
          record: eventOf(first, part, from),
          rowNumber,
          rowCount: part.length,
        })
      }
    const last = entries[count - 1]
    if (last !== undefined) emit({ step: 'mark', rowNumber: last.rowNumber })
    entries = entries.slice(count)
  }

  const push = (entry: Entry): void => {
    entries.push(entry)
    if (entries.length >= windowRows) letGo(cutOf(entries) + 1)
  }

  return {
    add: (rowNumber, line) =>
      push({ rowNumber, key: `${line.isReturn ? 'r' : 'o'}${line.head.orderId}`, line }),
    refuse: (rowNumber, problem, text) => push({ rowNumber, key: undefined, problem, text }),
    end: () => letGo(entries.length),
  }
}
