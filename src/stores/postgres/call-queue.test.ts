import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CallQueue } from './call-queue.ts'

test('calls see each other in the order they were made, however long each takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('read' as const, 'write' as const), { maxLength: 20 }),
      async (scheduler, names) => {
        let written = 0
        const queue = new CallQueue<number>(async (writes) => {
          await scheduler.schedule(Promise.resolve())
          written += writes.length
          return writes.map((value) => ({ status: 'fulfilled', value }))
        }, 3)
        const read = async (): Promise<number> => {
          const before = written
          await scheduler.schedule(Promise.resolve())
          expect(written).toBe(before)
          return written
        }
        const answers = names.map((name, k) => (name === 'read' ? queue.read(read) : queue.write(k, 1)))
        let isDrained = false
        const drained = queue.drained().then(() => {
          isDrained = true
        })
        const isIdle = names.length === 0
        await Promise.resolve()
        expect(isDrained).toBe(isIdle)
        await scheduler.waitFor(Promise.all([...answers, drained]))
        const expected = names.map((name, k) =>
          name === 'write' ? k : names.slice(0, k).filter((before) => before === 'write').length,
        )
        expect(await Promise.all(answers)).toEqual(expected)
      },
    ),
  )
})

test('writes that wait together are committed together, up to the weight', async () => {
  const groups: (readonly string[])[] = []
  const queue = new CallQueue<string>(async (writes) => {
    groups.push(writes)
    return writes.map(() => ({ status: 'fulfilled', value: undefined }))
  }, 10)
  await Promise.all([...'abcdef'].map((name) => queue.write(name, 4)))
  expect(groups.map((group) => group.join(''))).toEqual(['a', 'bcd', 'ef'])
})

test('a write that fails fails alone; a commit that throws fails its group, and the next goes on', async () => {
  let commitCount = 0
  const queue = new CallQueue<string>(async (writes) => {
    if (++commitCount === 2) throw new Error('the server is gone')
    return writes.map((value) =>
      value === 'bad' ? { status: 'rejected', reason: new Error('bad') } : { status: 'fulfilled', value },
    )
  }, 2)
  const outcomes = await Promise.allSettled(
    ['good', 'x', 'y', 'bad', 'good'].map((name) => queue.write(name, 1)),
  )
  expect(
    outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as Error).message,
    ),
  ).toEqual(['good', 'the server is gone', 'the server is gone', 'bad', 'good'])
})
