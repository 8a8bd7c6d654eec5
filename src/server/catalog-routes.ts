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
import { CATEGORY_SEPARATOR, normalizeCategory } from '../domain/catalog.ts'
import { AisleError } from '../domain/errors.ts'
import { WEB_CHANNEL } from '../domain/ids.ts'
import { findSold } from '../serving/sold-items.ts'
import { roleOf } from './access.ts'
import { wholeNumber } from './event-routes.ts'
import type { ServerContext } from './server-context.ts'

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
      const found = findSold(
        view,
        { channel, category: path, includeDescendants: request.query.includeDescendants === 'true', query },
        context.now(),
      )
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
