/** The catalog as shoppers see it. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import {
  CategoriesAnswerSchema,
  ChannelsAnswerSchema,
  ITEMS_LIMIT_MAX,
  ITEMS_SKIP_MAX,
  ItemAnswerSchema,
  ItemParamsSchema,
  ItemsAnswerSchema,
  ItemsQuerySchema,
  OfChannelQuerySchema,
  OfShopQuerySchema,
} from '../api/catalog-schema.ts'
import { CATEGORY_SEPARATOR, type Item, normalizeCategory } from '../domain/catalog.ts'
import { AisleError } from '../domain/errors.ts'
import { WEB_CHANNEL } from '../domain/ids.ts'
import { byItemId } from '../serving/list-ranking.ts'
import type { ShopView } from '../views/shop-view.ts'
import { roleOf } from './access.ts'
import { wholeNumber } from './event-routes.ts'
import type { ServerContext } from './server-context.ts'

const words = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')

/** Each word of the query stands somewhere in the item's names. */
const matches = (item: Item, query: readonly string[]): boolean => {
  const text = [
    item.itemId,
    item.title,
    item.brand,
    ...(item.categories ?? []),
    ...(item.skus ?? []).map(({ sku }) => sku),
  ]
    .join(' ')
    .toLowerCase()
  return query.every((word) => text.includes(word))
}

/** What is sold in a category, in the order the shop took it up; of what came together, by id. */
const soldItems = (
  view: ShopView,
  channel: string,
  category: string | undefined,
  includeDescendants: boolean,
  now: number,
): readonly number[] => {
  const { isSold } = view.assortment(channel).at(now)
  const all =
    category === undefined
      ? view.items.names().keys()
      : (view.catalog.membersOf(category, includeDescendants) ?? [])
  const isBefore = byItemId(view)
  return [...all]
    .filter((item) => isSold[item] === 1 && view.catalog.document(item) !== undefined)
    .sort((a, b) => view.catalog.createdAt(a) - view.catalog.createdAt(b) || (isBefore(a, b) ? -1 : 1))
}

type ItemsQuery = Static<typeof ItemsQuerySchema>

const addItems = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: ItemsQuery }>(
    '/api/v1/items',
    {
      schema: {
        operationId: 'listItems',
        summary: 'Items that a channel sells, in natural order',
        tags: ['catalog and customers'],
        querystring: ItemsQuerySchema,
        response: { 200: ItemsAnswerSchema },
      },
    },
    async (request) => {
      const { category, query, channel = WEB_CHANNEL } = request.query
      const runtime = context.shops.get(request.query.shop ?? '')
      roleOf(request, runtime)
      const { view } = runtime
      const limit = wholeNumber(request.query.limit, 'limit', 24, ITEMS_LIMIT_MAX)
      const skip = wholeNumber(request.query.skip, 'skip', 0, ITEMS_SKIP_MAX)
      const path = category === undefined || category === '' ? undefined : normalizeCategory(category)
      let found = soldItems(view, channel, path, request.query.includeDescendants === 'true', context.now())
      const wanted = words(query ?? '')
      if (wanted.length > 0)
        found = found.filter((item) => matches(view.catalog.document(item) as Item, wanted))
      return {
        items: found.slice(skip, skip + limit).map((item) => view.catalog.document(item)),
        totalItems: found.length,
        skip,
        limit,
      }
    },
  )

  app.get<{ Params: { itemId: string }; Querystring: { shop?: string; channel?: string } }>(
    '/api/v1/items/:itemId',
    {
      schema: {
        operationId: 'getItem',
        summary: 'One item; a variant gives its master',
        tags: ['catalog and customers'],
        params: ItemParamsSchema,
        querystring: OfChannelQuerySchema,
        response: { 200: ItemAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop ?? '')
      const role = roleOf(request, runtime)
      const { view } = runtime
      const index = view.items.find(request.params.itemId)
      const master = index < 0 ? -1 : view.catalog.masterOf(index)
      const item = view.catalog.document(master)
      const isListed =
        view.assortment(request.query.channel ?? WEB_CHANNEL).at(context.now()).isSold[master] === 1
      // What is blocked, recalled or still to come is no shopper's business.
      if (item === undefined || (!isListed && role === 'browser'))
        throw new AisleError(
          'ITEM_UNKNOWN',
          `There is no item ${JSON.stringify(request.params.itemId.slice(0, 80))}.`,
        )
      return { item, isListed }
    },
  )
}

const addNavigation = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: { shop?: string; channel?: string } }>(
    '/api/v1/categories',
    {
      schema: {
        operationId: 'listCategories',
        summary: 'The navigation, with how many items each category sells',
        tags: ['catalog and customers'],
        querystring: OfChannelQuerySchema,
        response: { 200: CategoriesAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop ?? '')
      roleOf(request, runtime)
      const { isSold } = runtime.view.assortment(request.query.channel ?? WEB_CHANNEL).at(context.now())
      const categories = runtime.view.catalog.categories().map(({ path, members }) => {
        const names = path.split(CATEGORY_SEPARATOR)
        let itemCount = 0
        for (const item of members) itemCount += isSold[item] ?? 0
        return { path, name: names.at(-1), depth: names.length - 1, itemCount }
      })
      return { categories: categories.filter(({ itemCount }) => itemCount > 0) }
    },
  )

  app.get<{ Querystring: { shop?: string } }>(
    '/api/v1/channels',
    {
      schema: {
        operationId: 'listChannels',
        summary: 'The channels',
        tags: ['catalog and customers'],
        querystring: OfShopQuerySchema,
        response: { 200: ChannelsAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop ?? '')
      roleOf(request, runtime)
      return { channels: runtime.view.catalog.channels() }
    },
  )
}

export const addCatalogRoutes = (app: FastifyInstance, context: ServerContext): void => {
  addItems(app, context)
  addNavigation(app, context)
}
