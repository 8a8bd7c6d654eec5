/**
 * An embedder of an ONNX model file that the user has. Runs on `onnxruntime-node` or `onnxruntime-web`, whichever is
 * installed; neither comes with this program.
 */
import { readFile } from 'node:fs/promises'
import { AisleError } from '../domain/errors.ts'

type Tensor = { readonly data: ArrayLike<number>; readonly dims: readonly number[] }
type Session = {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly run: (inputs: Record<string, unknown>) => Promise<Record<string, Tensor>>
}
/** What of the packages is used; both have it. */
type Runtime = {
  readonly Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: readonly number[]) => unknown
  readonly InferenceSession: { readonly create: (model: Uint8Array) => Promise<Session> }
}

export type OnnxPicture = {
  readonly width: number
  readonly height: number
  readonly rgba: ArrayLike<number>
}

export type OnnxOptions = {
  readonly modelPath: string
  /** Names the vectors among the facts of items. */
  readonly name: string
  readonly dimensions: number
  /** For models of pictures: float32 of pictures × 3 × side × side, of (value / 255 − mean) / deviation. */
  readonly pictures?: {
    readonly side: number
    readonly mean: readonly [number, number, number]
    readonly deviation: readonly [number, number, number]
  }
  /** For models of texts: cuts a text into the numbers that the model knows. Inputs are int64 ids and their mask. */
  readonly tokenize?: (text: string) => readonly number[]
}

/** Fits the port `Embedder` of the models. */
export type OnnxEmbedder = {
  readonly name: string
  readonly dimensions: number
  readonly embedTexts?: (texts: readonly string[]) => Promise<Float32Array>
  readonly embedPictures?: (pictures: readonly OnnxPicture[]) => Promise<Float32Array>
}

const PACKAGES = ['onnxruntime-node', 'onnxruntime-web']
const CHANNELS = 3

/**
 * @param load  imports a package by its name
 * @throws SETTING_INVALID when no runtime is installed, or the model gives other numbers than were told
 * @throws FILE_UNREADABLE when the model file cannot be read, or is none
 */
export const openOnnxEmbedder = async (
  options: OnnxOptions,
  load: (name: string) => Promise<unknown> = (name) => import(name),
): Promise<OnnxEmbedder> => {
  const runtime = await installedRuntime(load)
  const session = await openSession(runtime, options.modelPath)
  const { name, dimensions, pictures, tokenize } = options
  const run = async (
    inputs: Record<string, unknown>,
    count: number,
    mask?: readonly (readonly number[])[],
  ) => {
    const output = (await session.run(inputs))[session.outputNames[0] ?? '']
    return vectorsOf(output, count, options, mask)
  }
  return {
    name,
    dimensions,
    ...(pictures === undefined
      ? {}
      : {
          embedPictures: (given: readonly OnnxPicture[]) => {
            const { side } = pictures
            const tensor = new runtime.Tensor('float32', pixelsOf(given, pictures), [
              given.length,
              CHANNELS,
              side,
              side,
            ])
            return run({ [session.inputNames[0] ?? '']: tensor }, given.length)
          },
        }),
    ...(tokenize === undefined
      ? {}
      : {
          embedTexts: (texts: readonly string[]) => {
            const tokens = texts.map(tokenize)
            const length = tokens.reduce((most, { length: own }) => Math.max(most, own), 1)
            const mask = tokens.map((own) => Array.from({ length }, (_, k) => (k < own.length ? 1 : 0)))
            const ids = tokens.map((own) => Array.from({ length }, (_, k) => own[k] ?? 0))
            const tensor = (rows: readonly (readonly number[])[]) =>
              new runtime.Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), [texts.length, length])
            const zeros = ids.map((row) => row.map(() => 0))
            // By custom: ids come first, whatever their name; the others are told by theirs.
            const inputs = session.inputNames.map((input, k) => {
              if (k === 0) return [input, tensor(ids)]
              return [input, tensor(input.includes('mask') ? mask : zeros)]
            })
            return run(Object.fromEntries(inputs) as Record<string, unknown>, texts.length, mask)
          },
        }),
  }
}

const installedRuntime = async (load: (name: string) => Promise<unknown>): Promise<Runtime> => {
  for (const name of PACKAGES) {
    try {
      return (await load(name)) as Runtime
    } catch (error) {
      // Anything but a missing package is a fault in it that its user must see.
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    }
  }
  throw new AisleError(
    'SETTING_INVALID',
    'An embedding model is set, but no package is installed that can run it.',
    {
      fix: 'Run `npm install onnxruntime-node`, or `npm install onnxruntime-web` where that has no build.',
    },
  )
}

const openSession = async (runtime: Runtime, path: string): Promise<Session> => {
  try {
    return await runtime.InferenceSession.create(await readFile(path))
  } catch (error) {
    throw new AisleError('FILE_UNREADABLE', `The embedding model ${path} cannot be opened.`, {
      cause: error,
      fix: 'Give the path of an ONNX model file.',
    })
  }
}

const pixelsOf = (
  pictures: readonly OnnxPicture[],
  { side, mean, deviation }: NonNullable<OnnxOptions['pictures']>,
): Float32Array => {
  const values = new Float32Array(pictures.length * CHANNELS * side * side)
  for (const [p, { width, height, rgba }] of pictures.entries()) {
    if (width !== side || height !== side)
      throw new AisleError(
        'SETTING_INVALID',
        `A picture is ${width} × ${height}; the model takes ${side} × ${side}.`,
        {
          fix: `Read pictures with a side of ${side}.`,
        },
      )
    for (let channel = 0; channel < CHANNELS; channel++)
      for (let pixel = 0; pixel < side * side; pixel++)
        values[(p * CHANNELS + channel) * side * side + pixel] =
          ((rgba[4 * pixel + channel] ?? 0) / 255 - (mean[channel] ?? 0)) / (deviation[channel] ?? 1)
  }
  return values
}

/** What the model gave, one row an input. Of vectors for each token, the mean over tokens that are there is taken. */
const vectorsOf = (
  output: Tensor | undefined,
  count: number,
  { dimensions, modelPath }: OnnxOptions,
  mask?: readonly (readonly number[])[],
): Float32Array => {
  const [rows, size] = [output?.dims[0], output?.dims.at(-1)]
  if (output === undefined || rows !== count || size !== dimensions)
    throw new AisleError(
      'SETTING_INVALID',
      `The model ${modelPath} gave numbers of the shape ${output?.dims.join(' × ')}; ${count} × ${dimensions} were expected.`,
      { fix: 'Set the dimensions that the model has.' },
    )
  const tokenCount = output.data.length / (count * dimensions)
  const vectors = new Float32Array(count * dimensions)
  for (let row = 0; row < count; row++) {
    const isThere = (token: number): boolean =>
      mask === undefined || tokenCount === 1 || mask[row]?.[token] === 1
    let used = 0
    for (let token = 0; token < tokenCount; token++) if (isThere(token)) used++
    for (let token = 0; token < tokenCount; token++) {
      if (!isThere(token)) continue
      for (let d = 0; d < dimensions; d++) {
        const value = output.data[(row * tokenCount + token) * dimensions + d] ?? 0
        vectors[row * dimensions + d] = (vectors[row * dimensions + d] ?? 0) + value / used
      }
    }
  }
  return vectors
}
