/** A store snapshot at work: the same view, the same engine, in a till that cannot reach the server. */
import type { ModelRole } from '../domain/strategy.ts'
import { basketScorer } from '../models/basket/basket-scorer.ts'
import { neighborScorer } from '../models/neighbor-scorer.ts'
import { ItemSets } from '../serving/item-sets.ts'
import { ListRanking } from '../serving/list-ranking.ts'
import type { RoleScorer, ServingModel } from '../serving/serving-model.ts'
import { ALL_COUNTED, type Counted } from '../views/counter-view.ts'
import { type Merchandise, MERCHANDISE_KINDS, type MerchandiseKind } from '../views/merchandise-view.ts'
import { ShopView } from '../views/shop-view.ts'
import { type Unpacked, unpackSnapshot } from './snapshot-bytes.ts'
import type { RolePart, SnapshotAbout } from './snapshot-parts.ts'

export type OpenStore = {
  readonly about: SnapshotAbout
  readonly view: ShopView
  readonly ranking: ListRanking
  readonly itemSets: ItemSets
  readonly model: ServingModel | undefined
}

/** Items that the snapshot does not have stand under a name that no item can have. */
const OTHER_ITEMS = ''

const ID_FIELDS: Readonly<Record<MerchandiseKind, string>> = {
  strategy: 'strategyId',
  placement: 'placementId',
  rule: 'ruleId',
  'curated-list': 'curatedListId',
  filter: 'filterId',
  'screen-layout': 'layoutId',
}
const idOf = (kind: MerchandiseKind, document: Merchandise[MerchandiseKind]): string =>
  (document as unknown as Readonly<Record<string, string>>)[ID_FIELDS[kind]] as string

const viewOf = ({ documents, items, createdAt, figures, about }: Unpacked): ShopView => {
  const { shop, channel, merchandise } = documents
  const view = new ShopView(shop)
  if (channel !== undefined) view.foldDocument('channel', channel.channelId, channel, 0)
  for (const [place, item] of items.entries())
    if (typeof item === 'string') view.internItem(item)
    else view.foldDocument('item', item.itemId, item, createdAt[place] as number)
  for (const kind of MERCHANDISE_KINDS)
    for (const document of merchandise[kind] ?? [])
      view.foldDocument(kind, idOf(kind, document), document, about.madeAt)
  if (figures.period.length === 0) return view
  const place = view.internChannel(about.channel)
  for (const [k, period] of figures.period.entries()) {
    const item = figures.item[k] as number
    const number = item < items.length ? item : view.internItem(OTHER_ITEMS)
    view.counters.putSum(
      ALL_COUNTED[figures.counted[k] as number] as Counted,
      place,
      period,
      number,
      figures.sum[k] as number,
    )
  }
  return view
}

const scorerOf = ({ role, recipe, part }: RolePart): RoleScorer =>
  part.form === 'neighbors'
    ? { role, recipe, score: neighborScorer(part.neighbors, part.historyHalfLifeActs) }
    : { role, recipe, score: basketScorer(part), prior: part.bias }

const modelOf = ({ documents, items, modelItems, parts }: Unpacked): ServingModel | undefined => {
  const { model } = documents
  if (model === undefined) return undefined
  const itemIds = Array.from(modelItems, (place) => {
    const item = items[place] as (typeof items)[number]
    return typeof item === 'string' ? item : item.itemId
  })
  return {
    modelVersion: model.modelVersion,
    itemIds,
    indexOf: new Map(itemIds.map((itemId, index) => [itemId, index])),
    trainedUntil: model.trainedUntil,
    roles: new Map<ModelRole, RoleScorer>(parts.map((part) => [part.role, scorerOf(part)])),
    missing: new Map(model.missing),
  }
}

/** @returns the store, or in a sentence why it cannot be opened and what to do */
export const openSnapshot = (bytes: Uint8Array): OpenStore | { readonly wrong: string } => {
  const unpacked = unpackSnapshot(bytes)
  if ('wrong' in unpacked) return unpacked
  const view = viewOf(unpacked)
  return {
    about: unpacked.about,
    view,
    ranking: new ListRanking(view),
    itemSets: new ItemSets(view),
    model: modelOf(unpacked),
  }
}
