/** `bench looks`: what drawn pictures weigh and cost, and whether what looks alike to a model looks alike to people. */
import { brotliCompressSync } from 'node:zlib'
import { readPicture } from '../src/datasets/read-picture.ts'
import type { Item } from '../src/domain/catalog.ts'
import { inlineCompute } from '../src/models/compute.ts'
import { PICTURE_DIMENSIONS, pictureFeatures } from '../src/models/content/picture-features.ts'
import { labOf } from '../src/models/content/picture-foreground.ts'
import { vectorNeighbors } from '../src/models/content/vector-neighbors.ts'
import { whitened } from '../src/models/content/whiten.ts'
import { COLORS } from '../src/world/colors.ts'
import { drawPicture } from '../src/world/picture.ts'
import { drawPortrait } from '../src/world/portrait.ts'
import { createWorld } from '../src/world/world.ts'
import type { Bench, Figures } from './result.ts'
import { median, quantile } from './statistics.ts'
import { amount } from './table.ts'

const NEIGHBORS = 8
/** In L*a*b*: teal and sage are near, teal and navy are not. */
const NEAR_COLOR = 26
const ROUNDS = 5
const NOW = Date.UTC(2026, 10, 21)

const LAB = new Map(
  Object.entries(COLORS).map(([name, hex]) => {
    const parts = [1, 3, 5].map((k) => Number.parseInt(hex.slice(k, k + 2), 16))
    return [name, labOf(Uint8Array.from([...parts, 255]))] as const
  }),
)
const wordOf = (item: Item | undefined, name: string): string => String(item?.attributes?.[name] ?? '')

const isNearColor = (one: Item | undefined, other: Item | undefined): boolean => {
  const [a, b] = [LAB.get(wordOf(one, 'color')), LAB.get(wordOf(other, 'color'))]
  return (
    a !== undefined &&
    b !== undefined &&
    Math.hypot(...Array.from(a, (value: number, k) => value - (b[k] as number))) < NEAR_COLOR
  )
}
const isOneForm = (one: Item | undefined, other: Item | undefined): boolean =>
  wordOf(one, 'form') === wordOf(other, 'form')

const microseconds = (count: number, work: (k: number) => void): number => {
  const beganAt = performance.now()
  for (let k = 0; k < count; k++) work(k)
  return ((performance.now() - beganAt) / count) * 1_000
}

const costs = (items: readonly Item[]): Figures => {
  const bytes = items.map((item) => drawPicture(item).length)
  const draw = Array.from({ length: ROUNDS }, () =>
    microseconds(items.length, (k) => drawPicture(items[k] as Item)),
  )
  const faces = Array.from({ length: ROUNDS }, () =>
    microseconds(items.length, (k) => drawPortrait(`customer-${k}`)),
  )
  const sample = items.slice(0, 200).map((item) => brotliCompressSync(drawPicture(item)).length)
  return {
    drawings: items.length,
    bytesMean: bytes.reduce((sum, length) => sum + length, 0) / bytes.length,
    bytesMax: quantile(bytes, 1),
    brotliBytes: median(sample),
    drawUs: median(draw),
    portraitUs: median(faces),
  }
}

const likeness = async (items: readonly Item[]): Promise<Figures> => {
  const values = new Float32Array(items.length * PICTURE_DIMENSIONS)
  const beganAt = performance.now()
  for (const [k, item] of items.entries()) {
    const read = await readPicture(new TextEncoder().encode(drawPicture(item)))
    if (read.kind === 'picture') values.set(pictureFeatures(read.picture), k * PICTURE_DIMENSIONS)
  }
  const describeMs = (performance.now() - beganAt) / items.length
  const vectors = { name: 'picture', dimensions: PICTURE_DIMENSIONS, values }
  const { starts, columns } = await vectorNeighbors(
    whitened(vectors, { dimensionMax: 64, strength: 0.5 }),
    NEIGHBORS,
    inlineCompute,
  )
  const counts = { form: 0, color: 0, both: 0, possible: 0, colorPairs: 0, formPairs: 0 }
  for (const [k, item] of items.entries()) {
    let twins = 0
    for (const other of items) {
      if (other === item) continue
      const [form, color] = [isOneForm(item, other), isNearColor(item, other)]
      counts.formPairs += form ? 1 : 0
      counts.colorPairs += color ? 1 : 0
      twins += form && color ? 1 : 0
    }
    counts.possible += Math.min(NEIGHBORS, twins)
    for (const place of columns.subarray(starts[k], starts[k + 1])) {
      const [form, color] = [isOneForm(item, items[place]), isNearColor(item, items[place])]
      counts.form += form ? 1 : 0
      counts.color += color ? 1 : 0
      counts.both += form && color ? 1 : 0
    }
  }
  const [lists, pairs] = [items.length * NEIGHBORS, items.length * (items.length - 1)]
  return {
    describeMs,
    form: (100 * counts.form) / lists,
    formByChance: (100 * counts.formPairs) / pairs,
    color: (100 * counts.color) / lists,
    colorByChance: (100 * counts.colorPairs) / pairs,
    both: (100 * counts.both) / lists,
    bothAtMost: (100 * counts.possible) / lists,
  }
}

export const looksBench: Bench = {
  name: 'looks',
  summary: 'what drawn pictures weigh and cost, and whether what is found alike looks alike',
  run: async ({ isQuick }) => {
    const items = [...createWorld({ size: isQuick ? 'small' : 'demo', seed: 1, now: NOW }).items]
    const [cost, alike] = [costs(items), await likeness(items)]
    return {
      method: [
        `Products of the demo (${amount(items.length, 0)}), drawn, decoded to 64 × 64 pixels and described as a training does; the ${NEIGHBORS} nearest of each.`,
        `A colour is near within ${NEAR_COLOR} in L*a*b*. "At most" is what a list could have: few products share form and colour.`,
      ],
      tables: [
        {
          title: 'Drawings',
          columns: [
            { key: 'drawings', title: 'drawings', digits: 0 },
            { key: 'bytesMean', title: 'bytes, mean', digits: 0 },
            { key: 'bytesMax', title: 'at most', digits: 0 },
            { key: 'brotliBytes', title: 'with Brotli', digits: 0 },
            { key: 'drawUs', title: 'µs a drawing', digits: 0 },
            { key: 'portraitUs', title: 'µs a face', digits: 0 },
            { key: 'describeMs', title: 'ms to decode and describe', digits: 1 },
          ],
          rows: [{ ...cost, describeMs: alike['describeMs'] ?? null }],
        },
        {
          title: 'Of the nearest, in %',
          columns: [
            { key: 'form', title: 'same form', digits: 0 },
            { key: 'formByChance', title: 'by chance', digits: 1 },
            { key: 'color', title: 'near colour', digits: 0 },
            { key: 'colorByChance', title: 'by chance', digits: 1 },
            { key: 'both', title: 'both', digits: 0 },
            { key: 'bothAtMost', title: 'at most', digits: 0 },
          ],
          rows: [alike],
        },
      ],
      findings: [],
      isWell: Number(alike['form']) > 10 * Number(alike['formByChance']),
    }
  },
}
