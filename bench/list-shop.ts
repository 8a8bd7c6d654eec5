/** A shop to ask lists of: its server, the questions, and events of its own kind. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Item } from '../src/domain/catalog.ts'
import type { WorldCounts } from '../src/world/plan.ts'
import { createWorld } from '../src/world/world.ts'
import { BENCH_SHOP, WORLD_SEED, worldEnd } from './corpus.ts'
import { type Caller, openCaller } from './http.ts'
import { prepareShop } from './prepare.ts'
import type { BenchContext } from './result.ts'
import { type BenchServer, startServer } from './server.ts'

export type Question = {
  readonly list: string
  readonly scope: string
  readonly body: string
  /** Asked of one size of shop only: what it costs does not depend on the number of items. */
  readonly isForOneSize: boolean
}

export type ListShop = {
  readonly itemCount: number
  readonly eventCount: number
  readonly server: BenchServer
  readonly caller: Caller
  readonly questions: readonly Question[]
  /** Events of this shop without id and time. */
  readonly events: readonly object[]
  /** An item that can be changed and put again. */
  readonly item: Item
}

const SHOPPERS_PER_EVENT = 0.2
const DAYS = 60
const TEMPLATES = 5_000
const VIEWS = 20
const VISITOR = 'bench-visitor'
/** A request by a browser: one page of a list. */
const LIMIT = 12
const SETTLE_MS = 500

const countsOf = (itemCount: number, eventCount: number): WorldCounts => ({
  itemCount,
  customerCount: Math.ceil((eventCount * SHOPPERS_PER_EVENT) / 2),
  visitorCount: Math.ceil((eventCount * SHOPPERS_PER_EVENT) / 2),
  dayCount: DAYS,
  eventCountTarget: eventCount,
})

const firstOf = <T>(values: Iterable<T>, count: number): readonly T[] => {
  const first: T[] = []
  for (const value of values) if (first.push(value) === count) break
  return first
}

/** What the questions are about: the category of the best seller, and an item that the model knows something of. */
type Subjects = { readonly category: string; readonly relatedItemId: string | undefined }

const questionsFor = ({ category, relatedItemId }: Subjects): readonly Question[] => {
  const ask = (list: string, scope: string, more: object, isForOneSize = false): Question => ({
    list,
    scope,
    body: JSON.stringify({ shop: BENCH_SHOP.shop, list, limit: LIMIT, ...more }),
    isForOneSize,
  })
  const [department = category] = category.split(' > ')
  return [
    ask('new', 'shop', {}),
    ask('best-selling', 'shop', {}),
    ask('trending', 'shop', {}),
    ask('most-viewed', 'shop', {}),
    ask('best-selling', 'category', { context: { category } }),
    ask('best-selling', 'department', { context: { category: department, includeDescendants: true } }),
    ask('recently-viewed', 'visitor', { shopper: { visitorId: VISITOR } }, true),
    ...(relatedItemId === undefined
      ? []
      : [ask('people-also-like', 'item', { context: { itemId: relatedItemId } }, true)]),
  ]
}

type Asked = {
  readonly items: readonly {
    readonly itemId: string
    readonly item?: { readonly categories?: readonly string[] }
  }[]
}

/** Found by asking; our own visitor then views the best sellers. */
const findSubjects = async (caller: Caller): Promise<Subjects> => {
  const ask = (list: string, more: object): Promise<Asked> =>
    caller.json('POST', '/api/v1/recommendations', { shop: BENCH_SHOP.shop, list, limit: VIEWS, ...more })
  const { items } = await ask('best-selling', { withItems: true })
  const category = items[0]?.item?.categories?.[0]
  if (category === undefined) throw new Error('The prepared shop sells nothing.')
  let relatedItemId: string | undefined
  for (const { itemId } of items) {
    if (relatedItemId !== undefined) break
    if ((await ask('people-also-like', { context: { itemId } })).items.length > 0) relatedItemId = itemId
  }
  await caller.json('POST', '/api/v1/events', {
    shop: BENCH_SHOP.shop,
    events: items.map(({ itemId }) => ({ kind: 'product-view', itemId, shopper: { visitorId: VISITOR } })),
  })
  return { category, relatedItemId }
}

/** Every question must have an answer: an empty list is fast and says nothing. */
const checkQuestions = async (caller: Caller, questions: readonly Question[]): Promise<void> => {
  for (const { list, scope, body } of questions) {
    const { items } = await caller.json<Asked>('POST', '/api/v1/recommendations', JSON.parse(body))
    if (items.length === 0) throw new Error(`The list ${list} of the ${scope} is empty.`)
  }
}

export const openListShop = async (
  context: BenchContext,
  {
    itemCount,
    eventCount,
    core,
  }: { readonly itemCount: number; readonly eventCount: number; readonly core: number | undefined },
): Promise<ListShop> => {
  const counts = countsOf(itemCount, eventCount)
  const end = worldEnd()
  const name = `${itemCount.toLocaleString('en')} items`
  const dataFolder = await prepareShop(context, name, { counts, worldEnd: end, isTrained: true })
  const world = createWorld({ size: counts, seed: WORLD_SEED, now: end })
  const [item] = firstOf(world.items, 1)
  const events = firstOf(world.events(), TEMPLATES).map(({ eventId: _, at: __, ...event }) => event)
  const server = await startServer({
    workspace: context.workspace,
    dataFolder,
    ...(core !== undefined && { core }),
  })
  const caller = openCaller(server.url, 1)
  const questions = questionsFor(await findSubjects(caller))
  await checkQuestions(caller, questions)
  await sleep(SETTLE_MS)
  return { itemCount, eventCount, server, caller, questions, events, item: item as Item }
}
