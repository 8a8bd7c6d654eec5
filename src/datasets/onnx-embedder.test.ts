import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OnnxOptions, openOnnxEmbedder } from './onnx-embedder.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-onnx-'))
  await writeFile(join(folder, 'model.onnx'), 'model')
})
afterAll(() => rm(folder, { recursive: true }))

type Given = {
  readonly type: string
  readonly data: Iterable<number | bigint>
  readonly dims: readonly number[]
}

/** A runtime in place of the package: the test says what its model answers. */
const runtimeOf = (
  inputNames: readonly string[],
  answer: (inputs: Record<string, Given>) => { data: readonly number[]; dims: readonly number[] },
) => ({
  Tensor: class {
    readonly type: string
    readonly data: Iterable<number | bigint>
    readonly dims: readonly number[]
    constructor(type: string, data: Iterable<number | bigint>, dims: readonly number[]) {
      this.type = type
      this.data = data
      this.dims = dims
    }
  },
  InferenceSession: {
    create: async (bytes: Uint8Array) => {
      if (new TextDecoder().decode(bytes) !== 'model') throw new Error('no model')
      return {
        inputNames,
        outputNames: ['out'],
        run: async (inputs: Record<string, Given>) => ({ out: answer(inputs) }),
      }
    },
  },
})

const missing = async (): Promise<never> => {
  throw Object.assign(new Error('not found'), { code: 'ERR_MODULE_NOT_FOUND' })
}
const options = (more: Partial<OnnxOptions> = {}): OnnxOptions => ({
  modelPath: join(folder, 'model.onnx'),
  name: 'mine',
  dimensions: 2,
  ...more,
})

test('without a runtime, says which package to install', async () => {
  await expect(openOnnxEmbedder(options(), missing)).rejects.toMatchObject({
    code: 'SETTING_INVALID',
    fix: expect.stringContaining('npm install onnxruntime-node'),
  })
})

test('takes the second package when the first is not there, and tells faults of a package', async () => {
  const runtime = runtimeOf(['in'], () => ({ data: [], dims: [] }))
  const asked: string[] = []
  await openOnnxEmbedder(options(), async (name) => {
    asked.push(name)
    return name === 'onnxruntime-web' ? runtime : missing()
  })
  expect(asked).toEqual(['onnxruntime-node', 'onnxruntime-web'])
  const broken = async (): Promise<never> => {
    throw Object.assign(new Error('wrong processor'), { code: 'ERR_DLOPEN_FAILED' })
  }
  await expect(openOnnxEmbedder(options(), broken)).rejects.toThrow('wrong processor')
})

test('a file that is no model is told by its path', async () => {
  await writeFile(join(folder, 'text.onnx'), 'words')
  const load = async () => runtimeOf(['in'], () => ({ data: [], dims: [] }))
  for (const file of ['text.onnx', 'absent.onnx'])
    await expect(openOnnxEmbedder(options({ modelPath: join(folder, file) }), load)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(file),
    })
})

test('pictures go in channel by channel, as far from the mean as told', async () => {
  let seen: Given | undefined
  const load = async () =>
    runtimeOf(['pixels'], ({ pixels }) => {
      seen = pixels
      return { data: [1, 2], dims: [1, 2] }
    })
  const pictures = { side: 1, mean: [0, 0.5, 1], deviation: [1, 0.5, 0.5] } as const
  const { embedPictures } = await openOnnxEmbedder(options({ pictures }), load)
  const rgba = Uint8Array.of(255, 255, 0, 255)
  expect([...((await embedPictures?.([{ width: 1, height: 1, rgba }])) ?? [])]).toEqual([1, 2])
  expect(seen).toMatchObject({ type: 'float32', dims: [1, 3, 1, 1] })
  expect([...(seen?.data ?? [])]).toEqual([1, 1, -2])
  expect(() => embedPictures?.([{ width: 2, height: 1, rgba }])).toThrow('2 × 1')
})

test('texts go in as ids with a mask, and the mean of their tokens comes out', async () => {
  let seen: Record<string, Given> = {}
  const load = async () =>
    runtimeOf(['input_ids', 'attention_mask', 'token_type_ids'], (inputs) => {
      seen = inputs
      return { data: [1, 1, 3, 5, 7, 7, 9, 9], dims: [2, 2, 2] }
    })
  const tokenize = (text: string) => text.split(' ').map(Number)
  const { embedTexts } = await openOnnxEmbedder(options({ tokenize }), load)
  expect([...((await embedTexts?.(['4 5', '6'])) ?? [])]).toEqual([2, 3, 7, 7])
  expect([...(seen['input_ids']?.data ?? [])]).toEqual([4n, 5n, 6n, 0n])
  expect([...(seen['attention_mask']?.data ?? [])]).toEqual([1n, 1n, 1n, 0n])
  expect([...(seen['token_type_ids']?.data ?? [])]).toEqual([0n, 0n, 0n, 0n])
})

test('a model of other dimensions is refused', async () => {
  const load = async () => runtimeOf(['in'], () => ({ data: [1, 2, 3], dims: [1, 3] }))
  const { embedTexts } = await openOnnxEmbedder(options({ tokenize: () => [1] }), load)
  await expect(embedTexts?.(['tea'])).rejects.toMatchObject({ code: 'SETTING_INVALID' })
})
