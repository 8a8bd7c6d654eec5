import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lambdaTask, partsOfGroups } from './lambda-gradients.ts'

type Given = { readonly scores: readonly number[]; readonly labels: readonly number[] }

/** As the docstring has it, pair by pair. */
const naive = (
  { scores, labels }: Given,
  truncation: number,
  sigmoid: number,
  isNormalized: boolean,
): number[] => {
  const size = scores.length
  const order = scores.map((_, row) => row).sort((a, b) => scores[b] - scores[a] || a - b)
  const gain = (row: number): number => 2 ** labels[row] - 1
  const discount = (place: number): number => 1 / Math.log2(place + 2)
  const best = labels
    .toSorted((a, b) => b - a)
    .slice(0, truncation)
    .reduce((sum, label, place) => sum + (2 ** label - 1) * discount(place), 0)
  const out = Array.from({ length: 2 * size }, () => 0)
  if (best === 0) return out
  const isSpread = isNormalized && scores[order[0]] !== scores[order[size - 1]]
  let total = 0
  for (let p = 0; p < Math.min(truncation, size); p++)
    for (let q = p + 1; q < size; q++) {
      const [i, j] = labels[order[p]] > labels[order[q]] ? [order[p], order[q]] : [order[q], order[p]]
      if (labels[i] === labels[j]) continue
      let delta = ((gain(i) - gain(j)) * Math.abs(discount(p) - discount(q))) / best
      if (isSpread) delta /= 0.01 + Math.abs(scores[i] - scores[j])
      const rho = 1 / (1 + Math.exp(sigmoid * (scores[i] - scores[j])))
      out[2 * i] -= sigmoid * delta * rho
      out[2 * j] += sigmoid * delta * rho
      out[2 * i + 1] += sigmoid ** 2 * delta * rho * (1 - rho)
      out[2 * j + 1] += sigmoid ** 2 * delta * rho * (1 - rho)
      total += 2 * sigmoid * delta * rho
    }
  const factor = isNormalized && total > 0 ? Math.log2(1 + total) / total : 1
  return out.map((number) => number * factor)
}

const given = fc
  .array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 4 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map(
    (rows): Given => ({ scores: rows.map(([score]) => score / 8), labels: rows.map(([, label]) => label) }),
  )

test('gradients are those of the formula, pair by pair', () => {
  fc.assert(
    fc.property(
      fc.array(given, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 35 }),
      fc.constantFrom(0.5, 1, 2),
      fc.boolean(),
      (groups, truncation, sigmoid, isNormalized) => {
        const groupStarts = Int32Array.from([
          0,
          ...groups.map((_, g) => groups.slice(0, g + 1).flatMap((x) => x.labels).length),
        ])
        const rowCount = groupStarts[groups.length]
        const gradients = new Float32Array(2 * rowCount)
        const open = lambdaTask.open({
          scores: Float64Array.from(groups.flatMap(({ scores }) => scores)),
          labels: Uint8Array.from(groups.flatMap(({ labels }) => labels)),
          groupStarts,
          partStarts: Int32Array.from(partsOfGroups(groupStarts, 1)),
          order: Int32Array.from({ length: rowCount }, (_, row) => row),
          gradients,
          truncation,
          sigmoid,
          isNormalized,
        })
        groups.forEach((_, part) => open(part))
        const expected = groups.flatMap((group) => naive(group, truncation, sigmoid, isNormalized))
        expected.forEach((number, k) => {
          expect(Math.abs(gradients[k] - number)).toBeLessThan(1e-4 * (1 + Math.abs(number)))
        })
      },
    ),
    { numRuns: 200 },
  )
})

test('parts hold whole groups and cover all of them', () => {
  expect(partsOfGroups(Int32Array.of(0, 3, 4, 9, 9, 20), 5)).toEqual([0, 3, 5])
  expect(partsOfGroups(Int32Array.of(0), 5)).toEqual([0])
})
