import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTally, type Refusal, reportOf } from './import-report.ts'

const refusal = (over: Partial<Refusal> = {}): Refusal => ({
  code: 'BAD_DATE',
  field: '/at',
  message: 'no date',
  fix: 'mend it',
  rowNumber: 1,
  rowCount: 1,
  text: 'row',
  ...over,
})

test('refusals of one code and field are one reason, places in lists aside', () => {
  const tally = createTally()
  tally.refuse(refusal({ field: '/lines/0/quantity', rowNumber: 3, rowCount: 2 }))
  tally.refuse(refusal({ field: '/lines/17/quantity', rowNumber: 9, text: 'x'.repeat(500) }))
  tally.refuse(refusal())
  const { reasons, refused } = tally.counts()
  expect(refused).toBe(4)
  expect(reasons.map(({ field, count }) => [field, count])).toEqual([
    ['/lines/*/quantity', 3],
    ['/at', 1],
  ])
  expect(reasons[0]?.examples.map(({ row, text }) => [row, text.length])).toEqual([
    [3, 3],
    [9, 201],
  ])
})

test('examples and reasons are few, however many rows are refused', () => {
  const tally = createTally()
  for (let k = 0; k < 500; k++) tally.refuse(refusal({ code: `CODE_${k}` }))
  for (let k = 0; k < 50; k++) tally.refuse(refusal({ code: 'CODE_1' }))
  const { reasons, refused } = tally.counts()
  expect(refused).toBe(550)
  expect(reasons.length).toBe(101)
  expect(Math.max(...reasons.map(({ examples }) => examples.length))).toBe(5)
  expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(550)
})

test('kept and refused add up to read, and counts that were taken do not change', () => {
  const act = fc.tuple(fc.constantFrom('accept', 'duplicate', 'refuse'), fc.nat(20))
  fc.assert(
    fc.property(fc.array(act), fc.array(act), (before, after) => {
      const apply = (
        tally: ReturnType<typeof createTally>,
        acts: readonly (readonly [string, number])[],
      ): void => {
        for (const [kind, rowCount] of acts)
          if (kind === 'accept') tally.accept('events', rowCount)
          else if (kind === 'duplicate') tally.duplicate(rowCount)
          else tally.refuse(refusal({ rowCount }))
      }
      const whole = createTally()
      apply(whole, before)
      const taken = whole.counts()
      const text = JSON.stringify(taken)
      apply(whole, after)
      expect(JSON.stringify(taken)).toBe(text)
      const resumed = createTally(JSON.parse(text) as typeof taken)
      apply(resumed, after)
      expect(resumed.counts()).toEqual(whole.counts())
      const run = {
        file: 'f',
        kind: 'events',
        durationMs: 500,
        isResumed: false,
        isComplete: true,
        rowsOfRun: 100,
      }
      const report = reportOf(whole.counts(), run)
      expect(report.read).toBe([...before, ...after].reduce((sum, [, count]) => sum + count, 0))
      expect(report.kept + report.refused).toBe(report.read)
      expect(report.rowsPerSecond).toBe(200)
    }),
  )
})
