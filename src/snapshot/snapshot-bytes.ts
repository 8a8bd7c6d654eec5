/** A store snapshot as bytes: columns, of which one is the documents and one the items, as JSON. */
import type { Item } from '../domain/catalog.ts'
import { type Column, type Columns, decodeColumns } from '../math/column-bytes.ts'
import { crc32 } from '../math/crc32.ts'
import type { Csr } from '../math/csr.ts'
import type { Figures } from './gather-store.ts'
import type { PrunedModel } from './prune-model.ts'
import {
  type ModelPart,
  type RolePart,
  SNAPSHOT_KIND,
  SNAPSHOT_VERSION,
  type SnapshotAbout,
  type SnapshotDocuments,
} from './snapshot-parts.ts'

export const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const jsonOf = (column: Column | undefined): unknown =>
  JSON.parse(new TextDecoder().decode(column as Uint8Array))

/** The narrowest form that holds them: most numbers of a store are small. */
export const narrowed = (numbers: Int32Array): Int32Array | Uint16Array => {
  for (const number of numbers) if (number < 0 || number > 0xffff) return numbers
  return Uint16Array.from(numbers)
}
const widened = (column: Column | undefined): Int32Array =>
  column instanceof Int32Array ? column : Int32Array.from(column as Column)

const csrColumns = (name: string, { starts, columns, values }: Csr): Columns => ({
  [`${name}/starts`]: starts,
  [`${name}/columns`]: narrowed(columns),
  [`${name}/values`]: values,
})

const csrOf = (name: string, columns: Columns, columnCount: number): Csr => {
  const starts = columns[`${name}/starts`] as Int32Array
  return {
    rowCount: starts.length - 1,
    columnCount,
    starts,
    columns: widened(columns[`${name}/columns`]),
    values: columns[`${name}/values`] as Float32Array,
  }
}

const partColumns = (role: string, part: ModelPart): Columns =>
  part.form === 'neighbors'
    ? {
        [`${role}/historyHalfLifeActs`]: Float64Array.of(part.historyHalfLifeActs),
        ...csrColumns(`${role}/neighbors`, part.neighbors),
      }
    : {
        [`${role}/bias`]: part.bias,
        ...csrColumns(`${role}/weights`, part.weights),
        [`${role}/pairStarts`]: part.pairStarts,
        [`${role}/pairSeconds`]: part.pairSeconds,
        ...csrColumns(`${role}/pairWeights`, part.pairWeights),
      }

const partOf = (role: string, form: ModelPart['form'], columns: Columns, itemCount: number): ModelPart =>
  form === 'neighbors'
    ? {
        form,
        historyHalfLifeActs: columns[`${role}/historyHalfLifeActs`]?.[0] as number,
        neighbors: csrOf(`${role}/neighbors`, columns, itemCount),
      }
    : {
        form,
        bias: columns[`${role}/bias`] as Float32Array,
        weights: csrOf(`${role}/weights`, columns, itemCount),
        pairStarts: columns[`${role}/pairStarts`] as Int32Array,
        pairSeconds: columns[`${role}/pairSeconds`] as Int32Array,
        pairWeights: csrOf(`${role}/pairWeights`, columns, itemCount),
      }

const sums = (column: Float64Array): Float64Array | Int32Array =>
  column.every((sum) => Number.isInteger(sum) && Math.abs(sum) < 2 ** 31) ? Int32Array.from(column) : column

export const modelColumns = ({ modelItems, parts }: Pick<PrunedModel, 'modelItems' | 'parts'>): Columns =>
  Object.assign(
    { modelItems: narrowed(modelItems) },
    ...parts.map(({ role, part }) => partColumns(role, part)),
  )

export const figureColumns = ({ counted, period, item, sum }: Figures): Columns => ({
  'figures/counted': counted,
  'figures/period': period,
  'figures/item': narrowed(item),
  'figures/sum': sums(sum),
})

export type Unpacked = {
  readonly about: SnapshotAbout
  readonly documents: SnapshotDocuments
  readonly items: readonly (Item | string)[]
  readonly createdAt: Float64Array
  readonly figures: Figures
  readonly modelItems: Int32Array
  readonly parts: readonly RolePart[]
}

/** @returns what was packed, or in a sentence why it cannot be read and what to do */
export const unpackSnapshot = (bytes: Uint8Array): Unpacked | { readonly wrong: string } => {
  // Columns stand on multiples of 8 in their buffer.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const decoded = decodeColumns(SNAPSHOT_KIND, SNAPSHOT_VERSION, aligned, crc32)
  if ('wrong' in decoded)
    return { wrong: `The snapshot ${decoded.wrong}. Connect the till once, so that it loads a new one.` }
  const { columns, meta } = decoded
  const documents = jsonOf(columns['documents']) as SnapshotDocuments
  const modelItems = widened(columns['modelItems'] ?? new Int32Array(0))
  return {
    about: meta as SnapshotAbout,
    documents,
    items: jsonOf(columns['items']) as readonly (Item | string)[],
    createdAt: columns['createdAt'] as Float64Array,
    figures: {
      counted: columns['figures/counted'] as Uint8Array,
      period: columns['figures/period'] as Int32Array,
      item: widened(columns['figures/item']),
      sum: Float64Array.from(columns['figures/sum'] as Column),
    },
    modelItems,
    parts: (documents.model?.parts ?? []).map(({ role, recipe, form }) => ({
      role,
      recipe,
      part: partOf(role, form, columns, modelItems.length),
    })),
  }
}
