/** The HTTP server, put together: one file a resource, one place for limits, errors and documents. */
import { constants } from 'node:zlib'
import { isUtf8 } from 'node:buffer'
import fastifyCompress from '@fastify/compress'
import fastifyCors from '@fastify/cors'
import fastifyHelmet from '@fastify/helmet'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { TSchema } from 'typebox'
import { compileCheck } from '../api/problem.ts'
import { withoutRecords } from '../api/records-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { bearerOf, checkHost, isLocal, isOwner } from './access.ts'
import { addAskingRoutes } from './asking-routes.ts'
import { addBatchRoutes } from './batch-routes.ts'
import { addBodyBudget } from './body-budget.ts'
import { addCatalogRoutes } from './catalog-routes.ts'
import { addCustomerRoutes } from './customer-routes.ts'
import { addDemoRoutes } from './demo-routes.ts'
import { addDecisionRoutes } from './decision-routes.ts'
import { addDocumentRoutes } from './document-routes.ts'
import { addErrorAnswers, answerError } from './error-answer.ts'
import { addErasureRoutes } from './erasure-routes.ts'
import { addEventRoutes } from './event-routes.ts'
import { addHistoryRoutes } from './history-routes.ts'
import { addKeyRoutes } from './key-routes.ts'
import { SHOPPER_TOKEN_HEADER } from './known-shopper.ts'
import { addMeRoutes } from './me-routes.ts'
import { addMyOrders } from './my-orders.ts'
import { addListRoutes } from './list-routes.ts'
import { addModelRoutes } from './model-routes.ts'
import { addMerchandiseRoutes } from './merchandise-routes.ts'
import { openApiOptions } from './openapi.ts'
import { addOrderRoutes } from './order-routes.ts'
import { addPosRoutes } from './pos-routes.ts'
import { addRegisterRoutes } from './register-routes.ts'
import { addPersonDataRoutes } from './person-data-routes.ts'
import { addPreviewRoutes } from './preview-routes.ts'
import { readRegisterToken } from './register-token.ts'
import type { ServerContext } from './server-context.ts'
import { addShopperRoutes } from './shopper-routes.ts'
import { addSignOutRoutes } from './sign-out-routes.ts'
import { addSnapshotRoutes } from './snapshot-routes.ts'
import { addStatusRoutes } from './status-routes.ts'
import { addTrainingRoutes } from './training-routes.ts'
import { addWebRoutes } from './web-routes.ts'

const BODY_BYTES_MAX = 10 * 1024 * 1024
/** Of all requests at once. Parsed, a body takes several times its bytes. */
const IN_FLIGHT_BYTES_MAX = 128 * 1024 * 1024
/** The default of 11 takes a second for a megabyte; 4 is as fast as gzip and smaller. */
const BROTLI_QUALITY = 4
/** Below this, headers weigh more than what is saved. */
const COMPRESS_BYTES_MIN = 2_048

/** One check for every schema, so that requests and records are refused in the same words. */
const useOwnChecks = (app: FastifyInstance): void => {
  app.setValidatorCompiler(({ schema }) => {
    const check = compileCheck(withoutRecords(schema as TSchema))
    return (value: unknown) => {
      if (check.is(value)) return { value }
      const { field, message, fix } = check.problemOf(value)
      return {
        error: new AisleError('BAD_REQUEST', `${field === '' ? 'The request' : field}: ${message}.`, {
          field,
          fix,
        }),
      }
    }
  })
  app.setSchemaErrorFormatter((errors) => errors[0] as unknown as Error)
  // Answers are ours and need no second look: plain JSON is faster than serializing by schema, and drops nothing.
  app.setSerializerCompiler(() => JSON.stringify)
}

/** JSON only, and only what is UTF-8. Keys such as `__proto__` are data: no code here copies keys onto plain objects. */
const readJson = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    // Clients name the type also where there is nothing to send.
    if (body.length === 0 && request.routeOptions.schema?.body === undefined) return done(null)
    if (!isUtf8(body)) return done(new AisleError('BAD_JSON', 'The body is not UTF-8.'))
    try {
      done(null, JSON.parse(body.toString('utf8')))
    } catch (error) {
      done(new AisleError('BAD_JSON', `The body is not JSON: ${(error as Error).message}.`))
    }
  })
}

const addPlugins = async (
  app: FastifyInstance,
  { settings, engineVersion }: ServerContext,
): Promise<void> => {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'https:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        connectSrc: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  })
  await app.register(fastifyCors, {
    origin: [...settings.corsOrigins],
    // Shoppers change and erase what is theirs from the shop's own pages.
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    exposedHeaders: ['retry-after', 'server-timing'],
    maxAge: 86_400,
  })
  await app.register(fastifyRateLimit, {
    max: settings.requestsPerMinuteMax,
    timeWindow: '1 minute',
    allowList: (request) => isLocal(request),
  })
  await app.register(fastifyCompress, {
    threshold: COMPRESS_BYTES_MIN,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  })
  await app.register(fastifySwagger, openApiOptions(engineVersion))
  await app.register(fastifySwaggerUi, { routePrefix: '/api/reference', staticCSP: true })
}

/** The server, ready to listen or to be asked in process. */
export const buildApp = async (context: ServerContext): Promise<FastifyInstance> => {
  const app = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    logger: {
      level: context.settings.logLevel,
      redact: ['req.headers.authorization', `req.headers["${SHOPPER_TOKEN_HEADER}"]`],
    },
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 1_024, ignoreTrailingSlash: false },
    genReqId: () => context.newId(),
    // What the router refuses before it has found a route: paths that cannot be decoded.
    frameworkErrors: answerError,
    forceCloseConnections: true,
  })
  app.decorateRequest('isOwner', false)
  app.decorateRequest('registerToken', undefined)
  useOwnChecks(app)
  readJson(app)
  addErrorAnswers(app)
  app.addHook('onRequest', async (request, reply) => {
    // What is said of a shop and its shoppers is for who asked, and true only now.
    if (request.url.startsWith('/api/v1/')) reply.header('cache-control', 'no-store')
    request.isOwner = isOwner(request, context.ownerToken)
    request.registerToken = readRegisterToken(bearerOf(request), context.shopperSecret, context.now())
    checkHost(request, context.settings)
    if (!context.isReady() && request.url.startsWith('/api/v1/'))
      throw new AisleError('NOT_READY', 'The shops are still being read.')
  })
  // What a list took here, so that a browser can tell it from the network.
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/v1/recommendations'))
      reply.header('server-timing', `aisle;dur=${reply.elapsedTime.toFixed(2)}`)
  })
  addBodyBudget(app, BODY_BYTES_MAX, IN_FLIGHT_BYTES_MAX)
  app.addHook('onResponse', async (request, reply) => {
    context.meter.add(
      `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
      reply.elapsedTime,
      context.now(),
    )
  })
  await addPlugins(app, context)
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  addEventRoutes(app, context)
  addErasureRoutes(app, context)
  addPersonDataRoutes(app, context)
  addDecisionRoutes(app, context)
  addDocumentRoutes(app, context)
  addCustomerRoutes(app, context)
  addCatalogRoutes(app, context)
  addHistoryRoutes(app, context)
  addKeyRoutes(app, context)
  addListRoutes(app, context)
  addAskingRoutes(app, context)
  addBatchRoutes(app, context)
  addMerchandiseRoutes(app, context)
  addPosRoutes(app, context)
  addRegisterRoutes(app, context)
  addSnapshotRoutes(app, context)
  addPreviewRoutes(app, context)
  addShopperRoutes(app, context)
  addSignOutRoutes(app, context)
  addMeRoutes(app, context)
  addMyOrders(app, context)
  addOrderRoutes(app, context)
  addDemoRoutes(app, context)
  addStatusRoutes(app, context)
  addTrainingRoutes(app, context)
  addModelRoutes(app, context)
  await addWebRoutes(app, context)
  return app
}
