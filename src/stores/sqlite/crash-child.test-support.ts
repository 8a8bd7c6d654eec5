/** The process that `crash.test-support.ts` kills: appends without end, and prints the number of each batch it was told is kept. */
import { argv, stdout } from 'node:process'
import type { ShopId } from '../../domain/ids.ts'
import type { NewRecord } from '../../domain/record.ts'
import { openSqliteStore } from './open.ts'

export const BATCH_LENGTH = 8

/** One document, then events. */
export const batchOf = (round: number, number: number): readonly NewRecord[] => {
  const id = (k: number): string => `${round}-${number}-${k}`
  const body = JSON.stringify({ title: 'x'.repeat(100 + (number % 300)) })
  return Array.from({ length: BATCH_LENGTH }, (_, k) =>
    k === 0 ? { op: 'put', kind: 'item', id: id(k), body } : { op: 'event', kind: 'event', id: id(k), body },
  )
}

const WRITER_COUNT = 3

const appendWithoutEnd = async (path: string, round: number): Promise<never> => {
  const store = await openSqliteStore({ path })
  let batchCount = 0
  const write = async (): Promise<never> => {
    for (;;) {
      const number = batchCount++
      await store.append('bakery' as ShopId, batchOf(round, number), 1)
      stdout.write(`${number}.\n`)
    }
  }
  return Promise.race(Array.from({ length: WRITER_COUNT }, write))
}

if (import.meta.main) await appendWithoutEnd(argv[2] as string, Number(argv[3]))
