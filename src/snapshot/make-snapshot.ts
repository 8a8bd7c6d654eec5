/** A store of a shop as bytes that a till takes away with it. */
import type { Item } from '../domain/catalog.ts'
import type { ModelRole } from '../domain/strategy.ts'
import { type Checksum, type Columns, encodeColumns } from '../math/column-bytes.ts'
import type { Figures, GatheredStore } from './gather-store.ts'
import { prunedModel, type PrunedModel } from './prune-model.ts'
import { figureColumns, jsonBytes, modelColumns } from './snapshot-bytes.ts'
import {
  type LeftOut,
  NOT_CARRIED,
  type RolePart,
  SNAPSHOT_KIND,
  SNAPSHOT_VERSION,
  type SnapshotAbout,
  type SnapshotDocuments,
  type WholeModel,
} from './snapshot-parts.ts'

export type MakeSnapshot = {
  readonly store: GatheredStore
  readonly model: WholeModel | undefined
  readonly about: Pick<SnapshotAbout, 'madeAt' | 'logSeq' | 'engine'>
  /** Before compression. What does not fit is left out, the least needed first. */
  readonly bytesMax: number
  readonly crc32: Checksum
  /** Names contents: the same for the same, another for others. */
  readonly digest: (columns: Columns) => string
  /** Called between parts of the work, so that others get their turn. */
  readonly pause: () => Promise<void>
}

export type MadeSnapshot = { readonly bytes: Uint8Array; readonly about: SnapshotAbout }

/** How much of a store is put in. */
type Measure = {
  readonly descriptions: boolean
  readonly neighborMax: number
  readonly daysMax: number
  readonly alikes: boolean
}
const WHOLE: Measure = {
  descriptions: true,
  neighborMax: Number.POSITIVE_INFINITY,
  daysMax: Number.POSITIVE_INFINITY,
  alikes: true,
}
/** Smaller and smaller: the first that fits is taken, and the last whether it fits or not. */
const MEASURES: readonly Measure[] = [
  WHOLE,
  { ...WHOLE, descriptions: false },
  { ...WHOLE, descriptions: false, neighborMax: 50 },
  { descriptions: false, neighborMax: 20, daysMax: 120, alikes: true },
  { descriptions: false, neighborMax: 20, daysMax: 60, alikes: false },
  { descriptions: false, neighborMax: 8, daysMax: 30, alikes: false },
]
/** Items that are put into bytes before others get their turn: a few ms. */
const SLICE_ITEMS = 2_000
const isAlike = (role: ModelRole): boolean => role === 'similar-look' || role === 'similar-text'

/** What another store has of an item, and pictures beyond the one that a tile shows, stay behind. */
const itemFor = (item: Item, channelId: string, withDescription: boolean): Item => {
  const { description, pictures, channels, skus, ...rest } = item
  const own = channels !== undefined && Object.hasOwn(channels, channelId) ? channels[channelId] : undefined
  return {
    ...rest,
    ...(withDescription && description !== undefined && { description }),
    ...(pictures !== undefined && { pictures: pictures.slice(0, 1) }),
    ...(channels !== undefined && { channels: own === undefined ? {} : { [channelId]: own } }),
    ...(skus !== undefined && {
      skus: skus.map(({ stock, ...sku }) => {
        const onHand = stock !== undefined && Object.hasOwn(stock, channelId) ? stock[channelId] : undefined
        return onHand === undefined ? sku : { ...sku, stock: { [channelId]: onHand } }
      }),
    }),
  }
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** One JSON array, made slice by slice. */
const itemBytes = async (
  { items, channelId }: GatheredStore,
  withDescription: boolean,
  pause: () => Promise<void>,
): Promise<Uint8Array> => {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = [encoder.encode('[')]
  for (let from = 0; from < items.length; from += SLICE_ITEMS) {
    const text = items
      .slice(from, from + SLICE_ITEMS)
      .map((item) =>
        JSON.stringify(typeof item === 'string' ? item : itemFor(item, channelId, withDescription)),
      )
      .join(',')
    parts.push(encoder.encode(from === 0 ? text : `,${text}`))
    await pause()
  }
  parts.push(encoder.encode(']'))
  return joined(parts)
}

/** Days are periods of some ways of counting, hours of others: the newest of a way tells which are old. */
const recentFigures = (
  figures: Figures,
  daysMax: number,
): { readonly figures: Figures; readonly isCut: boolean } => {
  const newest = new Map<number, number>()
  for (const [k, way] of figures.counted.entries())
    newest.set(way, Math.max(newest.get(way) ?? Number.NEGATIVE_INFINITY, figures.period[k] as number))
  const kept: number[] = []
  for (const [k, way] of figures.counted.entries())
    if ((figures.period[k] as number) > (newest.get(way) as number) - daysMax) kept.push(k)
  if (kept.length === figures.period.length) return { figures, isCut: false }
  return {
    isCut: true,
    figures: {
      counted: Uint8Array.from(kept, (k) => figures.counted[k] as number),
      period: Int32Array.from(kept, (k) => figures.period[k] as number),
      item: Int32Array.from(kept, (k) => figures.item[k] as number),
      sum: Float64Array.from(kept, (k) => figures.sum[k] as number),
    },
  }
}

/** By item of the model: its number in the snapshot, or -1. */
const snapshotItems = ({ items }: GatheredStore, { itemIds }: WholeModel): Int32Array => {
  const places = new Map(items.map((item, place) => [typeof item === 'string' ? item : item.itemId, place]))
  return Int32Array.from(itemIds, (itemId) => places.get(itemId) ?? -1)
}

const NO_MODEL: PrunedModel = { modelItems: new Int32Array(0), parts: [], cut: [] }

const documentsOf = (
  { shop, channel, merchandise }: GatheredStore,
  model: WholeModel | undefined,
  parts: readonly RolePart[],
): SnapshotDocuments => ({
  shop,
  channel,
  merchandise,
  model: model && {
    modelVersion: model.modelVersion,
    trainedUntil: model.trainedUntil,
    parts: parts.map(({ role, recipe, part }) => ({ role, recipe, form: part.form })),
    missing: [
      ...model.missing,
      ...model.parts
        .filter(({ role }) => !parts.some((part) => part.role === role))
        .map(({ role }) => [role, NOT_CARRIED] as const),
    ],
  },
})

const bytesOf = (columns: Columns): number =>
  Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, 0)

type Packed = { readonly columns: Columns; readonly leftOut: readonly LeftOut[] }

const packed = async (
  { store, model, pause }: MakeSnapshot,
  measure: Measure,
  itemsJson: Uint8Array,
): Promise<Packed> => {
  const left: LeftOut[] = [...(model?.leftOut ?? [])]
  const wanted = (model?.parts ?? []).filter(({ role }) => measure.alikes || !isAlike(role))
  const pruned =
    model === undefined ? NO_MODEL : prunedModel(wanted, snapshotItems(store, model), measure.neighborMax)
  await pause()
  const recent = recentFigures(store.figures, measure.daysMax)
  if (!measure.descriptions)
    left.push({
      code: 'DESCRIPTIONS',
      text: 'Descriptions of items: filters and rules that read them do not hold.',
    })
  if (pruned.cut.length > 0)
    left.push({
      code: 'NEIGHBORS',
      text: `Of each item, all but the ${measure.neighborMax} that go with it best (${pruned.cut.join(', ')}): long baskets may get other lists than online.`,
    })
  for (const { role } of model?.parts ?? [])
    if (!wanted.some((part) => part.role === role))
      left.push({
        code: 'ROLE',
        text: `What the model says of ${role}: the list that stands in for it answers.`,
      })
  if (recent.isCut)
    left.push({
      code: 'FIGURES',
      text: `Sales of more than ${measure.daysMax} days ago: longer windows count less than online.`,
    })
  return {
    leftOut: left,
    columns: {
      documents: jsonBytes(documentsOf(store, model, pruned.parts)),
      items: itemsJson,
      createdAt: store.createdAt,
      ...figureColumns(recent.figures),
      ...modelColumns(pruned),
    },
  }
}

/** The first measure by which it fits. */
const fitted = async (wanted: MakeSnapshot): Promise<Packed> => {
  let items: { readonly descriptions: boolean; readonly json: Uint8Array } | undefined
  for (const measure of MEASURES) {
    if (items?.descriptions !== measure.descriptions)
      items = {
        descriptions: measure.descriptions,
        json: await itemBytes(wanted.store, measure.descriptions, wanted.pause),
      }
    const found = await packed(wanted, measure, items.json)
    await wanted.pause()
    const bytes = bytesOf(found.columns)
    if (bytes <= wanted.bytesMax) return found
    if (measure === MEASURES.at(-1))
      return {
        ...found,
        leftOut: [
          ...found.leftOut,
          {
            code: 'STILL_LARGE',
            text: `It has ${Math.round(bytes / 1e6)} MB, more than the ${Math.round(wanted.bytesMax / 1e6)} that were asked for.`,
          },
        ],
      }
  }
  throw new Error('There is a last measure.')
}

export const makeSnapshot = async (wanted: MakeSnapshot): Promise<MadeSnapshot> => {
  const { store, model, about, crc32, digest, pause } = wanted
  const { columns, leftOut } = await fitted(wanted)
  await pause()
  const whole: SnapshotAbout = {
    snapshotId: digest(columns),
    shop: store.shop.shop,
    channel: store.channelId,
    ...about,
    modelVersion: model?.modelVersion ?? null,
    itemCount: store.items.length,
    leftOut,
  }
  await pause()
  return { bytes: encodeColumns(SNAPSHOT_KIND, SNAPSHOT_VERSION, whole, columns, crc32), about: whole }
}
