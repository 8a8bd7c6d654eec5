/** What a document was before, and the way back. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import {
  HistoryAnswerSchema,
  HistoryQuerySchema,
  UndoAnswerSchema,
  UndoRequestSchema,
  VERSIONS_LIMIT_MAX,
} from '../api/history-schema.ts'
import { AisleError } from '../domain/errors.ts'
import type { DocumentKind } from '../domain/record.ts'
import { type DocumentVersion, readVersions, stateToRestore } from '../jobs/document-history.ts'
import { usersOf } from '../jobs/merchandise-meaning.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { MERCHANDISE_KINDS, type MerchandiseKind } from '../views/merchandise-view.ts'
import { requireServer } from './access.ts'
import { wholeNumber } from './event-routes.ts'
import type { ServerContext } from './server-context.ts'

const VERSIONS_LIMIT_DEFAULT = 20

const isMerchandise = (kind: DocumentKind): kind is MerchandiseKind =>
  (MERCHANDISE_KINDS as readonly DocumentKind[]).includes(kind)

const shown = ({ seq, loggedAt, op, document }: DocumentVersion) => ({
  seq,
  loggedAt,
  op,
  document: document ?? null,
})

const addHistory = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: Static<typeof HistoryQuerySchema> }>(
    '/api/v1/history',
    {
      schema: {
        operationId: 'getHistory',
        summary: 'The versions of a document, newest first; `document` is null where it was deleted',
        tags: ['history'],
        querystring: HistoryQuerySchema,
        response: { 200: HistoryAnswerSchema },
      },
    },
    async (request) => {
      const { shop, kind, id: documentId, limit, beforeSeq } = request.query
      const runtime = context.shops.get(shop)
      requireServer(request, runtime)
      const before = wholeNumber(beforeSeq, 'beforeSeq', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
      const versions = await readVersions(context.store, {
        shop: runtime.shop,
        kind,
        id: documentId,
        limit: Math.max(1, wholeNumber(limit, 'limit', VERSIONS_LIMIT_DEFAULT, VERSIONS_LIMIT_MAX)),
        beforeSeq: before,
      })
      return { versions: versions.map(shown) }
    },
  )
}

/** As with a deletion. @throws AisleError IN_USE */
const requireUnused = (kind: DocumentKind, documentId: string, { view }: ShopRuntime): void => {
  if (!isMerchandise(kind)) return
  const [user] = usersOf(kind, documentId, view.merchandise)
  if (user !== undefined)
    throw new AisleError('IN_USE', `${JSON.stringify(documentId)} is named by ${user}.`, { field: '/id' })
}

const addUndo = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: Static<typeof UndoRequestSchema> }>(
    '/api/v1/history/undo',
    {
      schema: {
        operationId: 'undo',
        summary: 'Bring an earlier version of a document back; it counts from the next request on',
        description:
          'Written as a new version, so that this can be undone too. Without `toSeq`, what the newest change changed is undone.',
        tags: ['history'],
        body: UndoRequestSchema,
        response: { 200: UndoAnswerSchema },
      },
    },
    async (request) => {
      const { shop, kind, id: documentId, toSeq } = request.body
      const runtime = context.shops.get(shop)
      requireServer(request, runtime)
      const document = { shop: runtime.shop, kind, id: documentId }
      const state = await stateToRestore(context.store, document, toSeq)
      if (state === undefined && kind === 'shop')
        throw new AisleError('BAD_REQUEST', 'There was no shop before its first version.', {
          field: '/toSeq',
          fix: 'Send the `seq` of a version that GET /api/v1/history shows.',
        })
      if (state === undefined) requireUnused(kind, documentId, runtime)
      if (state !== undefined || runtime.view.document(kind, documentId) !== undefined) {
        const [outcome] =
          state === undefined
            ? await context.ingest.deletions(runtime, kind, [documentId])
            : await context.ingest.documents(runtime, kind, 'put', [state], { source: 'undo' })
        if (outcome?.status === 'rejected')
          throw new AisleError('BAD_REQUEST', `${outcome.field || 'The version'}: ${outcome.message}.`, {
            fix: outcome.fix,
          })
      }
      const [newest] = await readVersions(context.store, { ...document, limit: 1 })
      return { shop, kind, id: documentId, ...(newest !== undefined && shown(newest)) }
    },
  )
}

export const addHistoryRoutes = (app: FastifyInstance, context: ServerContext): void => {
  addHistory(app, context)
  addUndo(app, context)
}
