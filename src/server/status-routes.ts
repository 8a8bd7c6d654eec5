/** How the server is doing: for load balancers, for the console, for the operator. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { ShopIdSchema } from '../api/field-schema.ts'
import { LiveAnswerSchema, ReadyAnswerSchema } from '../api/status-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { WEB_CHANNEL } from '../domain/ids.ts'
import { visitorKey } from '../domain/interaction.ts'
import { DAY_MS } from '../domain/local-day.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { isLocal, requireServer } from './access.ts'
import type { ServerContext } from './server-context.ts'

const DAYS_SHOWN = 60

const shopFigures = async (context: ServerContext, runtime: ShopRuntime) => {
  const { view } = runtime
  const now = context.now()
  const today = view.dayOf(now)
  const visitorPrefix = visitorKey('')
  let visitorCount = 0
  for (const name of view.shoppers.names()) if (name.startsWith(visitorPrefix)) visitorCount++
  const { isSold } = view.assortment(WEB_CHANNEL).at(now)
  let listedItemCount = 0
  for (const flag of isSold) listedItemCount += flag
  return {
    shop: runtime.shop,
    title: view.shop.title,
    currency: view.shop.currency,
    timeZone: view.shop.timeZone,
    logSeq: runtime.logSeq,
    itemCount: view.catalog.describedCount,
    listedItemCount,
    customerCount: view.customers.size,
    visitorCount,
    channelCount: view.catalog.channels().length,
    eventCount: view.eventCount,
    newestEventAt: Number.isFinite(view.newestEventAt) ? view.newestEventAt : null,
    eventsByDay: Array.from({ length: DAYS_SHOWN }, (_, k) => {
      const day = today - DAYS_SHOWN + 1 + k
      return {
        day: new Date(day * DAY_MS).toISOString().slice(0, 10),
        events: view.counters.eventCount(day),
        views: view.counters.total('views', day),
        orders: view.counters.orderCount(day),
        units: view.counters.total('units', day),
      }
    }),
    /** Since the server started. */
    lastTraining: context.trainings.list(runtime.shop)[0] ?? null,
    rejectCounts: await context.store.countRejects(runtime.shop),
  }
}

export const addStatusRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.get(
    '/health/live',
    {
      schema: {
        operationId: 'getLiveness',
        summary: 'The process runs',
        tags: ['health'],
        response: { 200: LiveAnswerSchema },
      },
    },
    async (request) => ({
      status: 'live',
      isOwner: request.isOwner,
    }),
  )
  app.get(
    '/health/ready',
    {
      schema: {
        operationId: 'getReadiness',
        summary: 'Lists are served',
        tags: ['health'],
        response: { 200: ReadyAnswerSchema },
      },
    },
    async (request) => {
      if (!context.isReady()) throw new AisleError('NOT_READY', 'The shops are still being read.')
      const shops = await context.store.listShops()
      return { status: 'ready', ...(isLocal(request) && { shops }) }
    },
  )
  app.get<{ Querystring: { shop?: string } }>(
    '/internal/status',
    { schema: { hide: true, querystring: Type.Object({ shop: Type.Optional(ShopIdSchema) }) } },
    async (request) => {
      const opened = context.shops.opened()
      const runtime = request.query.shop === undefined ? opened[0] : context.shops.get(request.query.shop)
      if (runtime === undefined) throw new AisleError('SHOP_UNKNOWN', 'There is no shop yet.')
      requireServer(request, runtime)
      const memory = process.memoryUsage()
      return {
        engine: context.engineVersion,
        node: process.version,
        uptimeSeconds: process.uptime(),
        memory: { rssBytes: memory.rss, heapBytes: memory.heapUsed },
        queue: { waiting: context.ingest.waitingCount, max: context.settings.queueRecordsMax },
        store: await context.store.health(),
        requests: context.meter.figures(context.now()),
        shops: isLocal(request) ? opened.map(({ shop }) => shop) : [runtime.shop],
        shop: await shopFigures(context, runtime),
      }
    },
  )
}
