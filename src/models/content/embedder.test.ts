import { expect, test } from 'vitest'
import { embedItems } from './embedder.ts'

const ANSWERS: Readonly<Record<string, readonly number[]>> = {
  tea: [9, 12],
  kettle: [18, 24],
  odd: [Number.NaN, 1],
  huge: [Number.POSITIVE_INFINITY, 1],
}

test('vectors get length 1; items without input, and those that the model failed on, have none', async () => {
  const batches: number[] = []
  const embed = async (texts: readonly string[]) => {
    batches.push(texts.length)
    return Float32Array.from(texts.flatMap((text) => ANSWERS[text] ?? []))
  }
  const { name, dimensions, values } = await embedItems(
    { name: 'mine', dimensions: 2 },
    embed,
    ['tea', undefined, 'odd', 'kettle', 'huge'],
    2,
  )
  expect({ name, dimensions, batches }).toEqual({ name: 'mine', dimensions: 2, batches: [2, 2] })
  expect([...values].map((value) => value.toFixed(2))).toEqual([
    '0.60',
    '0.80',
    '0.00',
    '0.00',
    '0.00',
    '0.00',
    '0.60',
    '0.80',
    '0.00',
    '0.00',
  ])
})
