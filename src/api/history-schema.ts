/** Versions of documents, and the way back. */
import { Type } from 'typebox'
import { id, ShopIdSchema, wholeNumberText } from './field-schema.ts'

export const VERSIONS_LIMIT_MAX = 200

/** Neither keys, which come from the program itself, nor PINs, nor customers, whose past is theirs. */
const KINDS = [
  'strategy',
  'placement',
  'rule',
  'curated-list',
  'filter',
  'screen-layout',
  'register',
  'shop',
  'item',
  'channel',
] as const

const document = {
  shop: ShopIdSchema,
  kind: Type.Enum([...KINDS], { description: 'Of the document.' }),
  id: id('Of the document.'),
}

export const HistoryQuerySchema = Type.Object({
  ...document,
  limit: Type.Optional(wholeNumberText('How many; default 20.', VERSIONS_LIMIT_MAX)),
  beforeSeq: Type.Optional(
    wholeNumberText(
      'Only versions below this `seq`: the last one of the page before.',
      Number.MAX_SAFE_INTEGER,
    ),
  ),
})

const VersionSchema = Type.Object({
  seq: Type.Integer({ description: 'Its place in the log.' }),
  loggedAt: Type.Number({ description: 'ms UTC.' }),
  op: Type.Enum(['put', 'patch', 'delete']),
  document: Type.Union([Type.Null(), Type.Object({})], {
    description: 'The whole document after the change; null where it was deleted.',
  }),
})
export const HistoryAnswerSchema = Type.Object({ versions: Type.Array(VersionSchema) })

export const UndoRequestSchema = Type.Object(
  {
    ...document,
    toSeq: Type.Optional(
      Type.Integer({ minimum: 0, description: 'The version to go back to; 0 is before the first.' }),
    ),
  },
  { additionalProperties: false },
)
export const UndoAnswerSchema = Type.Object({
  shop: Type.String(),
  kind: Type.String(),
  id: Type.String(),
  ...Type.Partial(VersionSchema).properties,
})
