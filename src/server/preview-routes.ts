/** How lists would be with what is not saved yet, beside how they are. Nothing is kept of it. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import type { RecommendationsRequest } from '../api/list-schema.ts'
import { parseDocument } from '../api/parse-document.ts'
import { PreviewAnswerSchema, PreviewRequestSchema } from '../api/preview-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { meaningProblem } from '../jobs/merchandise-meaning.ts'
import { conflictsOf } from '../merchandising/conflicts.ts'
import { cardOf } from '../serving/item-card.ts'
import { type Answered, recommend } from '../serving/recommend.ts'
import type { Deps } from '../serving/scene.ts'
import type { MerchandiseKind, MerchandiseView } from '../views/merchandise-view.ts'
import { requireServer } from './access.ts'
import { askingOf, versionsOf } from './answering.ts'
import type { ServerContext } from './server-context.ts'

type PreviewRequest = Static<typeof PreviewRequestSchema>

const FIELDS = [
  ['filters', 'filter'],
  ['curatedLists', 'curated-list'],
  ['strategies', 'strategy'],
  ['placements', 'placement'],
  ['rules', 'rule'],
] as const satisfies readonly (readonly [keyof PreviewRequest, MerchandiseKind])[]

/** Copies of what merchandisers wrote have versions that nothing else has, so that nothing is kept for two. */
let previewCount = 0

/** What the shop has, with what is not saved yet. @throws AisleError BAD_REQUEST */
const previewed = (saved: MerchandiseView, body: PreviewRequest): MerchandiseView => {
  const copy = saved.copy(-++previewCount * 1_000_000)
  for (const [field, kind] of FIELDS)
    for (const [k, raw] of (body[field] ?? []).entries()) {
      const parsed = parseDocument(kind, raw)
      const wrong = 'problem' in parsed ? parsed.problem : meaningProblem(kind, parsed.body, copy)
      if (wrong !== undefined || 'problem' in parsed)
        throw new AisleError('BAD_REQUEST', `/${field}/${k}${wrong?.field}: ${wrong?.message}.`, {
          field: `/${field}/${k}${wrong?.field}`,
          fix: wrong?.fix ?? '',
        })
      copy.fold(kind, parsed.id, parsed.body as never)
    }
  for (const ruleId of body.withoutRuleIds ?? []) copy.fold('rule', ruleId, undefined)
  return copy
}

const placesOf = ({ answer }: Answered): ReadonlyMap<string, number> =>
  new Map(answer.items.map(({ itemId }, k) => [itemId, answer.skip + k + 1]))

/** What moved, came or went; null is out of the page. */
const changesOf = (before: Answered, after: Answered) => {
  const [was, is] = [placesOf(before), placesOf(after)]
  return [...new Set([...is.keys(), ...was.keys()])]
    .map((itemId) => ({ itemId, before: was.get(itemId) ?? null, after: is.get(itemId) ?? null }))
    .filter((change) => change.before !== change.after)
}

export const addPreviewRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: PreviewRequest }>(
    '/api/v1/recommendations/preview',
    {
      schema: {
        operationId: 'previewList',
        summary: 'A list as it is and as it would be with rules that are not saved yet',
        description: 'Also with strategies, placements, lists by hand and filters. Nothing is kept.',
        tags: ['merchandising'],
        body: PreviewRequestSchema,
        response: { 200: PreviewAnswerSchema },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async (request, reply) => {
      const { body } = request
      const { asking, body: asked } = askingOf(request, body.request, context)
      requireServer(request, asking.runtime)
      const { deps } = asking
      const merchandise = previewed(deps.view.merchandise, body)
      const after = recommend(asked, { ...deps, merchandise })
      const before = asItIs(asked, deps)
      const withCards = ({ answer, explain }: Answered) => ({
        ...answer,
        items:
          asked.withItems === true
            ? answer.items.map((entry) => ({
                ...entry,
                item: cardOf(deps.view, entry.itemId, asked.context?.channel),
              }))
            : answer.items,
        ...(asked.explain === true && { explanation: explain() }),
      })
      const ruleIds = (body.rules ?? []).map(({ ruleId }) => ruleId)
      return reply.send({
        shop: asked.shop,
        before: before === undefined ? null : withCards(before),
        after: withCards(after),
        changes: before === undefined ? [] : changesOf(before, after),
        warnings: conflictsOf(merchandise.all('rule'), { about: new Set(ruleIds), now: deps.now }),
        problems: after.made.opened.rules.arrangement.problems,
        versions: versionsOf(asking, context),
      })
    },
  )
}

/** Undefined for a list, a placement or a filter that is only previewed: it has no before. */
const asItIs = (asked: RecommendationsRequest, deps: Deps): Answered | undefined => {
  try {
    return recommend(asked, deps)
  } catch (error) {
    if (error instanceof AisleError && (error.code === 'LIST_UNKNOWN' || error.code === 'FILTER_UNKNOWN'))
      return undefined
    throw error
  }
}
