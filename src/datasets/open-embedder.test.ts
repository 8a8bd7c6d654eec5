import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEmbedder } from './open-embedder.ts'

let folder = ''
let model = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-embedder-'))
  model = join(folder, 'mine.onnx')
  await writeFile(model, 'model')
  await writeFile(join(folder, 'vocab.txt'), ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'tea', ''].join('\n'))
})
afterEach(() => rm(folder, { recursive: true }))

const PICTURES = { dimensions: 2, side: 4, mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] }
const TEXTS = { dimensions: 2, vocabulary: 'vocab.txt' }
const describe = (description: unknown) =>
  writeFile(
    join(folder, 'mine.json'),
    typeof description === 'string' ? description : JSON.stringify(description),
  )

/** Answers the first two numbers of each input. */
const load = async () => ({
  Tensor: class {
    readonly data: Iterable<number | bigint>
    readonly dims: readonly number[]
    constructor(_type: string, data: Iterable<number | bigint>, dims: readonly number[]) {
      this.data = data
      this.dims = dims
    }
  },
  InferenceSession: {
    create: async () => ({
      inputNames: ['ids'],
      outputNames: ['out'],
      run: async ({ ids }: Record<string, { data: Iterable<number | bigint>; dims: readonly number[] }>) => {
        const all = Array.from(ids?.data ?? [], Number)
        const [count = 1] = ids?.dims ?? []
        const size = all.length / count
        const data = Array.from({ length: count }, (_, k) => [
          all[k * size] ?? 0,
          all[k * size + 1] ?? 0,
        ]).flat()
        return { out: { data, dims: [count, 2] } }
      },
    }),
  },
})

test('a model of texts reads its vocabulary beside it', async () => {
  await describe(TEXTS)
  const { embedder, side } = await openEmbedder('text', model, load)
  expect([embedder.name, embedder.dimensions, side]).toEqual(['text', 2, 0])
  expect(await embedder.embedTexts?.(['Tea'])).toEqual(Float32Array.of(2, 4))
})

test('a model of pictures says how large they are', async () => {
  await describe(PICTURES)
  const { embedder, side } = await openEmbedder('picture', model, load)
  const rgba = new Uint8Array(4 * side * side).fill(255)
  expect(await embedder.embedPictures?.([{ width: side, height: side, rgba }])).toEqual(Float32Array.of(1, 1))
})

test('another model, description or vocabulary is another version', async () => {
  const versions: string[] = []
  const note = async () => versions.push((await openEmbedder('text', model, load)).version)
  await describe(TEXTS)
  await note()
  await describe({ ...TEXTS, lengthMax: 9 })
  await note()
  await writeFile(join(folder, 'vocab.txt'), '[UNK]\n[CLS]\n[SEP]\n')
  await note()
  await writeFile(model, 'another')
  await note()
  expect(new Set(versions).size).toBe(4)
})

test.each([
  ['picture', { ...PICTURES, side: 0 }, 'SETTING_INVALID', 'side'],
  ['picture', { ...PICTURES, mean: [0, 0] }, 'SETTING_INVALID', 'mean'],
  ['picture', { ...PICTURES, dimensions: 'many' }, 'SETTING_INVALID', 'dimensions'],
  ['text', { dimensions: 2 }, 'SETTING_INVALID', 'vocabulary'],
  ['text', { ...TEXTS, vocabulary: 'gone.txt' }, 'FILE_UNREADABLE', 'gone.txt'],
  ['text', 'no json', 'FILE_UNREADABLE', 'mine.json'],
  ['text', 'null', 'FILE_UNREADABLE', 'mine.json'],
] as const)('a description of a %s model %j is refused', async (kind, description, code, names) => {
  await describe(description)
  await expect(openEmbedder(kind, model, load)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(names),
    fix: expect.stringContaining('docs/training.md'),
  })
})
