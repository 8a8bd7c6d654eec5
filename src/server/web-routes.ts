/** The web apps and the drawn pictures. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { drawPicture } from '../world/picture.ts'
import type { ServerContext } from './server-context.ts'

export const WEB_APPS = ['shop', 'pos', 'console'] as const
const FOLDER_OF: Readonly<Record<(typeof WEB_APPS)[number], string>> = {
  shop: 'storefront',
  pos: 'pos',
  console: 'console',
}

const builtWeb = fileURLToPath(new URL('../../web/dist', import.meta.url))

const NOT_BUILT =
  '<!doctype html><title>Aisle</title><p>The web apps are not built yet: run <code>npm start</code>.</p>'

/** Serves each app under its own path; what is not a file is a page of the app. */
const addApps = async (app: FastifyInstance): Promise<void> => {
  await app.register(fastifyStatic, {
    root: builtWeb,
    prefix: '/',
    serve: false,
    preCompressed: true,
    maxAge: '365d',
    immutable: true,
  })
  app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/shop/'))
  app.get('/assets/*', { schema: { hide: true } }, async (request, reply) =>
    reply.sendFile(`assets/${(request.params as { '*': string })['*']}`),
  )
  for (const name of WEB_APPS) {
    const page = join(FOLDER_OF[name], 'index.html')
    const send = async (_request: unknown, reply: FastifyReply) =>
      existsSync(join(builtWeb, page))
        ? reply.sendFile(page, { maxAge: 0, immutable: false })
        : reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT)
    app.get(`/${name}`, { schema: { hide: true } }, async (_request, reply) => reply.redirect(`/${name}/`))
    app.get(`/${name}/*`, { schema: { hide: true } }, send)
  }
}

/** A picture for an item that has none of its own, drawn from what the catalog says of it. */
const addPictures = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Params: { shop: string; '*': string } }>(
    '/pictures/:shop/*',
    { schema: { hide: true } },
    async (request, reply) => {
      const { view } = context.shops.get(request.params.shop)
      const itemId = request.params['*'].replace(/\.svg$/, '')
      const item = view.catalog.document(view.items.find(itemId)) ?? { itemId }
      return reply
        .type('image/svg+xml; charset=utf-8')
        .header('cache-control', 'public, max-age=3600')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .send(drawPicture(item))
    },
  )
}

export const addWebRoutes = async (app: FastifyInstance, context: ServerContext): Promise<void> => {
  await addApps(app)
  addPictures(app, context)
}
