/** The web apps and what they show of the server's own drawing. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { addPictureRoutes } from './picture-routes.ts'
import type { ServerContext } from './server-context.ts'

export const WEB_APPS = ['shop', 'pos', 'console'] as const
const FOLDER_OF: Readonly<Record<(typeof WEB_APPS)[number], string>> = {
  shop: 'storefront',
  pos: 'pos',
  console: 'console',
}

const builtWeb = fileURLToPath(new URL('../../web/dist', import.meta.url))

const SDK_FILES: readonly string[] = ['aisle.js', 'tracker.js']
/** Their names stay, so pages should soon have the newest. */
const SDK_AGE_MS = 300_000

/** It loads what pages show: pictures of products also stand elsewhere, as pages may show them from there. */
const TILL_WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' https:"

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
  app.get<{ Params: { file: string } }>(
    '/sdk/:file',
    { schema: { hide: true } },
    async ({ params: { file } }, reply) =>
      SDK_FILES.includes(file)
        ? reply
            // Pages of every origin load them; what they then ask for is allowed or not by itself.
            .header('access-control-allow-origin', '*')
            .sendFile(`sdk/${file}`, { maxAge: SDK_AGE_MS, immutable: false })
        : reply.callNotFound(),
  )
  app.get<{ Params: { file: string } }>(
    '/pos/thread/:file',
    { schema: { hide: true } },
    async ({ params: { file } }, reply) => reply.sendFile(`pos/thread/${file}`),
  )
  // Served from the folder that it serves, and asked for anew each time: it decides what a till starts from.
  app.get('/pos/sw.js', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .header('content-security-policy', TILL_WORKER_POLICY)
      .sendFile('pos/sw.js', { maxAge: 0, immutable: false }),
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

export const addWebRoutes = async (app: FastifyInstance, context: ServerContext): Promise<void> => {
  await addApps(app)
  addPictureRoutes(app, context)
}
