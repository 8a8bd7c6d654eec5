import { expect, test } from 'vitest'
import { memoryOfMachine, trainingMemoryBytes } from './training-memory.ts'

const GB = 1024 ** 3

test.each([
  ['a container gets what it was given', 16 * GB, 2 * GB, 2 * GB],
  ['without a limit, all of the machine', 16 * GB, 0, 16 * GB],
  ['where no limit can be told, all of the machine', 16 * GB, undefined, 16 * GB],
  ['a limit beyond the machine is none', 16 * GB, 2 ** 63, 16 * GB],
])('%s', (_, total, constrained, memory) => {
  expect(memoryOfMachine(total, constrained)).toBe(memory)
})

test('training may use half of it, unless it is set', () => {
  expect(trainingMemoryBytes({ trainMemoryMb: 0 })).toBe(memoryOfMachine() / 2)
  expect(trainingMemoryBytes({ trainMemoryMb: 300 })).toBe(300 * 1024 * 1024)
})
