import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AisleError } from '../../domain/errors.ts'
import { PICTURE_DIMENSIONS } from '../../models/content/picture-features.ts'
import { catalogVectors, type VectorWork } from './catalog-vectors.ts'
import { numberedVectors } from './item-vectors.ts'
import type { CatalogItem } from './snapshot.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-vectors-'))
  await mkdir(join(folder, 'pictures', 'bakery', 'img'), { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const svg = (color: string, form = '<circle cx="20" cy="20" r="12"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#eee"/>${form} fill="${color}"/></svg>`
const dataUrl = (text: string) => `data:image/svg+xml,${encodeURIComponent(text)}`
/** One pixel. */
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const item = (itemId: string, pictureUrl?: string, rest: Partial<CatalogItem> = {}): CatalogItem => ({
  itemId,
  createdAt: 0,
  ...(pictureUrl !== undefined && { pictureUrl }),
  ...rest,
})
const make = (items: readonly CatalogItem[], change: Partial<VectorWork> = {}) =>
  catalogVectors({
    shop: 'bakery',
    items,
    wanted: ['picture', 'text'],
    modelsPath: join(folder, 'models'),
    picturesPath: join(folder, 'pictures'),
    pictureFetch: 'none',
    textEmbedderPath: '',
    pictureEmbedderPath: '',
    memoryMaxBytes: 1e9,
    report: () => {},
    ...change,
  })
const problemsOf = async (...urls: readonly string[]) => {
  const [made] = await make(urls.map((url, k) => item(`i${k}`, url)))
  return made?.record.problems
}

test('pictures in data, in files and drawn ones become vectors of length 1', async () => {
  await writeFile(join(folder, 'pictures', 'bakery', 'img', 'red jar.svg'), svg('#c02030'))
  const [made] = await make([
    item('a', dataUrl(svg('#c02030'))),
    item('b', '/img/red%20jar.svg?v=2'),
    item('c', '/pictures/bakery/c.svg', { attributes: { form: 'kettle', color: 'teal' } }),
    item('d', PNG),
    item('none'),
  ])
  expect(made?.record).toEqual({
    name: 'picture',
    madeBy: 'built-in',
    wantedCount: 4,
    knownCount: 4,
    problems: {},
  })
  expect(made?.itemIds).toEqual(['a', 'b', 'c', 'd'])
  const rows = [0, 1, 2].map((k) =>
    made?.values.subarray(k * PICTURE_DIMENSIONS, (k + 1) * PICTURE_DIMENSIONS),
  )
  for (const row of rows) expect(Math.hypot(...(row ?? []))).toBeCloseTo(1, 5)
  expect(rows[0]).toEqual(rows[1])
  expect(rows[0]).not.toEqual(rows[2])
})

test('a drawn picture is of the item that its address names', async () => {
  const attributes = { form: 'kettle', color: 'teal' }
  const url = '/pictures/bakery/c%20d.svg'
  const [made] = await make([item('c d', url, { attributes }), item('other', url)])
  expect(made?.values.subarray(0, PICTURE_DIMENSIONS)).toEqual(made?.values.subarray(PICTURE_DIMENSIONS))
  expect(await problemsOf('/pictures/bakery/gone.svg')).toEqual({ gone: 1 })
})

test('what is no picture is counted by why, and the others go on', async () => {
  await mkdir(join(folder, 'pictures', 'bakery', 'folder.png'))
  await writeFile(join(folder, 'pictures', 'bakery', 'bad.png'), 'no picture')
  await writeFile(join(folder, 'pictures', 'bakery', 'empty.png'), '')
  expect(
    await problemsOf(
      dataUrl(svg('#c02030')),
      dataUrl('<svg'),
      'data:image/png;base64,',
      'data:image/png,%E0%A4%A',
      dataUrl('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'),
      'bad.png',
      'empty.png',
      'folder.png',
      'gone.png',
      '%00.png',
      'file:///etc/passwd',
      'ftp://a.example/x.png',
      dataUrl('<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="90000"/>'),
    ),
  ).toEqual({ 'bad-url': 5, empty: 1, gone: 2, 'too-large': 1, unreadable: 3 })
})

test('files outside the folder of the shop are not read, by dots, by another shop, or by links', async () => {
  await mkdir(join(folder, 'pictures', 'bakery2'))
  await writeFile(join(folder, 'pictures', 'bakery2', 'x.svg'), svg('#c02030'))
  await writeFile(join(folder, 'secret.svg'), svg('#c02030'))
  await symlink(join(folder, 'secret.svg'), join(folder, 'pictures', 'bakery', 'link.svg'))
  expect(
    await problemsOf(
      '../../secret.svg',
      '/img/..%2f..%2f..%2fsecret.svg',
      '../bakery2/x.svg',
      '../../gone.svg',
      `../../../../../../../..${join(folder, 'secret.svg')}`,
      '/link.svg',
      '.',
    ),
  ).toEqual({ outside: 7 })
})

test('the web is not asked unless that is allowed', async () => {
  expect(await problemsOf('https://a.example/x.png', '//a.example/x.png')).toEqual({ 'not-fetched': 2 })
  const [made] = await make([item('a', 'http://127.0.0.1:9/x.png')], { pictureFetch: 'public' })
  expect(made?.record.problems).toEqual({ 'private-address': 1 })
})

test('the next training makes only what is new, and gives the same', async () => {
  const items = ['#c02030', '#20a030', '#2030c0'].map((color, k) => item(`i${k}`, dataUrl(svg(color))))
  const first = await make(items)
  const { pictureFeatures } = await import('../../models/content/picture-features.ts')
  const made = vi.fn<typeof pictureFeatures>(pictureFeatures)
  const openEmbedder = brought(made)
  const settings = { openEmbedder, pictureEmbedderPath: 'm.onnx' }
  const second = await make(items.slice(0, 2), settings)
  expect(made).toHaveBeenCalledTimes(2)
  await make(items, settings)
  expect(made).toHaveBeenCalledTimes(3)
  expect(await make(items, settings)).toMatchObject([{ values: first[0]?.values }])
  expect(made).toHaveBeenCalledTimes(3)
  expect(second[0]?.record.madeBy).toBe('m.onnx')
})

/** A model of pictures that gives what `describe` does. */
const brought =
  (describe: (picture: never) => Float32Array): NonNullable<VectorWork['openEmbedder']> =>
  async () => ({
    side: 64,
    version: 'v1',
    embedder: {
      name: 'picture',
      dimensions: PICTURE_DIMENSIONS,
      embedPictures: async (pictures) =>
        Float32Array.from(
          pictures.flatMap((picture) => [...describe({ ...picture, aspect: 1 } as unknown as never)]),
        ),
    },
  })

test('what is kept is only of items that are there, of one model, and whole', async () => {
  const items = ['#c02030', '#20a030'].map((color, k) => item(`i${k}`, dataUrl(svg(color))))
  const [first] = await make(items)
  const kept = join(folder, 'models', 'vectors')
  expect(await readdir(kept)).toEqual(['picture-2'])
  const [file = ''] = await readdir(join(kept, 'picture-2'))
  await writeFile(join(kept, 'picture-2', file), 'damaged')
  expect((await make(items))[0]).toEqual(first)
  await make(items.slice(0, 1))
  expect(await readdir(join(kept, 'picture-2'))).toHaveLength(1)
  await make([items[0] as CatalogItem], {
    pictureEmbedderPath: 'm.onnx',
    openEmbedder: brought(() => new Float32Array(PICTURE_DIMENSIONS).fill(1)),
  })
  expect(await readdir(kept)).toEqual(['picture-v1'])
})

/** A model of texts; each text is a number, and gets a vector by it. */
const DIMENSIONS = 80
const vectorOf = (text: string): readonly number[] =>
  Array.from({ length: DIMENSIONS }, (_, d) => 2 + Math.sin(Number(text) * (d + 1)))
const ofTexts =
  (describe: (text: string) => readonly number[]): NonNullable<VectorWork['openEmbedder']> =>
  async () => ({
    side: 0,
    version: 'v1',
    embedder: {
      name: 'text',
      dimensions: DIMENSIONS,
      embedTexts: async (texts) => Float32Array.from(texts.flatMap(describe)),
    },
  })
const titled = (length: number) =>
  Array.from({ length }, (_, k) => item(`i${k}`, undefined, { title: String(k) }))

test('what progress throws stops the work, and what was made is kept', async () => {
  const stop = new Error('stopped')
  const settings = { textEmbedderPath: 'm.onnx', openEmbedder: ofTexts(vectorOf) }
  const stopped = make(titled(520), {
    ...settings,
    report: (step, doneShare) => {
      expect(step).toBe('texts')
      if (doneShare > 0.98) throw stop
    },
  })
  await expect(stopped).rejects.toBe(stop)
  const again = vi.fn<typeof vectorOf>(vectorOf)
  await make(titled(520), { ...settings, openEmbedder: ofTexts(again) })
  expect(again).toHaveBeenCalledTimes(20)
})

test('without a runtime for the model, pictures are compared by form and colour and texts are not, and it is said', async () => {
  const openEmbedder = async (): Promise<never> => {
    throw new AisleError('SETTING_INVALID', 'No package is installed.', { fix: 'Install one.' })
  }
  const made = await make([item('a', dataUrl(svg('#c02030')), { title: 'Jar' })], {
    pictureEmbedderPath: 'p.onnx',
    textEmbedderPath: 't.onnx',
    openEmbedder,
  })
  expect(made.map(({ record }) => record)).toMatchObject([
    {
      name: 'picture',
      madeBy: 'built-in',
      knownCount: 1,
      failure: expect.stringMatching(/^No package is installed. Install one. Pictures are compared by form/),
    },
    { name: 'text', madeBy: 't.onnx', knownCount: 0, failure: 'No package is installed. Install one.' },
  ])
})

test('texts become vectors by the model that was brought', async () => {
  const seen: string[] = []
  const [made] = await make(
    [item('a', undefined, { title: 'Jar', brand: 'Alba', categories: ['Kitchen'] }), item('b')],
    {
      textEmbedderPath: 't.onnx',
      openEmbedder: async () => ({
        side: 0,
        version: 'v1',
        embedder: {
          name: 'text',
          dimensions: 2,
          embedTexts: async (texts) => {
            seen.push(...texts)
            return Float32Array.from(texts.flatMap(() => [3, 4]))
          },
        },
      }),
    },
  )
  expect(seen).toEqual(['Jar. Alba. Kitchen'])
  expect(made).toMatchObject({ itemIds: ['a'], dimensions: 2, record: { name: 'text', wantedCount: 1 } })
  expect(made?.values).toEqual(Float32Array.of(0.6, 0.8))
})

test('vectors that would not fit into memory are not made, and it is said', async () => {
  const [made] = await make([item('a', dataUrl(svg('#c02030')))], { memoryMaxBytes: 1_000 })
  expect(made?.record.failure).toContain('AISLE_TRAIN_MEMORY_MB')
})

test('vectors that no recipe takes are not made', async () => {
  expect(await make([item('a', dataUrl(svg('#c02030')))], { wanted: ['other'] })).toEqual([])
})

test('the order in which the catalog names its items changes no number', async () => {
  const settings = { textEmbedderPath: 'm.onnx', openEmbedder: ofTexts(vectorOf) }
  const items = titled(300)
  expect(await make(items.toReversed(), settings)).toEqual(await make(items, settings))
})

test('many vectors are whitened, and items come to stand under their numbers', async () => {
  const settings = { textEmbedderPath: 'm.onnx', openEmbedder: ofTexts(vectorOf) }
  const [few] = await make(titled(199), settings)
  expect(few?.dimensions).toBe(DIMENSIONS)
  const [made] = await make(titled(200), settings)
  if (made === undefined) throw new Error('no vectors')
  expect(made.dimensions).toBe(64)
  const { values, dimensions, name } = numberedVectors(made, new Map([['i7', 1]]), 2)
  expect([name, dimensions, values.length]).toEqual(['text', 64, 128])
  expect(values.subarray(0, 64).every((value) => value === 0)).toBe(true)
  const row = made.itemIds.indexOf('i7')
  expect(values.subarray(64)).toEqual(made.values.subarray(row * 64, (row + 1) * 64))
})
