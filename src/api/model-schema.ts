/** Trainings and models as they are asked for and read. */
import { Type } from 'typebox'
import { ShopIdSchema, text } from './field-schema.ts'

const strict = { additionalProperties: false }
const instant = Type.Number({ description: 'ms UTC.' })

const VerdictSchema = Type.Object(
  {
    isAccepted: Type.Boolean(),
    reasons: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
  },
  { description: 'Whether the model may serve, and if not, why.' },
)

export const TrainingRequestSchema = Type.Object(
  {
    shop: ShopIdSchema,
    recipes: Type.Optional(
      Type.Array(text(100, 'The name of a recipe, or `all`.'), {
        maxItems: 100,
        description: 'Trained besides those that serve or that evaluation chose.',
      }),
    ),
    force: Type.Optional(Type.Boolean({ description: 'Let it serve also when it does not pass.' })),
  },
  strict,
)
export const TrainingParamsSchema = Type.Object({
  trainingId: Type.String({ description: 'The id that was answered when it was asked for.' }),
})
export const TrainingSchema = Type.Object({
  trainingId: Type.String(),
  shop: Type.String(),
  state: Type.Enum(['waiting', 'running', 'published', 'refused', 'failed', 'cancelled']),
  askedAt: instant,
  startedAt: Type.Optional(instant),
  endedAt: Type.Optional(instant),
  step: Type.Optional(Type.String({ description: 'What it is at.' })),
  doneShare: Type.Number({ minimum: 0, maximum: 1 }),
  memoryBytes: Type.Optional(Type.Number({ description: 'The most that it holds.' })),
  modelVersion: Type.Optional(Type.String()),
  verdict: Type.Optional(VerdictSchema),
  error: Type.Optional(
    Type.Object({
      code: Type.Optional(Type.String()),
      message: Type.String(),
      fix: Type.Optional(Type.String()),
    }),
  ),
})
export const TrainingsAnswerSchema = Type.Object({ trainings: Type.Array(TrainingSchema) })

export const ModelParamsSchema = Type.Object({
  modelVersion: Type.String({ description: 'Of a model that is kept.' }),
})
export const PublishRequestSchema = Type.Object(
  {
    shop: ShopIdSchema,
    force: Type.Optional(Type.Boolean({ description: 'Also when it did not pass its gates.' })),
  },
  strict,
)
export const RollBackRequestSchema = Type.Object({ shop: ShopIdSchema }, strict)

const counts = (description: string) =>
  Type.Record(Type.String(), Type.Union([Type.Null(), Type.Number()]), { description })
export const ModelSchema = Type.Object({
  modelVersion: Type.String(),
  engine: Type.String(),
  shop: Type.String(),
  logId: Type.String(),
  logSeq: Type.Integer({ description: 'The log up to here was read.' }),
  trainedAt: instant,
  seed: Type.Number(),
  dataHash: Type.String(),
  statistics: counts('How much there was to learn from.'),
  cleaning: counts('Rows of the log that were left out, by why.'),
  vectors: Type.Optional(Type.Array(Type.Unknown(), { description: 'Vectors of items that recipes saw.' })),
  recipes: Type.Array(
    Type.Object({
      name: Type.String(),
      recipe: Type.String(),
      version: Type.Integer(),
      state: Type.Enum(['trained', 'failed', 'passed-over']),
      options: Type.Unknown(),
      check: Type.Optional(Type.Unknown({ description: 'How good it is at what happened last.' })),
      reason: Type.Optional(Type.String({ description: 'Why it is not trained.' })),
    }),
  ),
  drift: Type.Array(Type.Object({ figure: Type.String(), before: Type.Number(), now: Type.Number() }), {
    description: 'Figures of the data that are far from what they were.',
  }),
  verdict: VerdictSchema,
  isServing: Type.Boolean(),
})
export const ModelsAnswerSchema = Type.Object({
  models: Type.Array(ModelSchema),
  unreadable: Type.Array(Type.String(), { description: 'Versions that are kept and cannot be read.' }),
})
export const RollBackAnswerSchema = Type.Object({
  ...ModelSchema.properties,
  passedOver: Type.Unknown({ description: 'Earlier models that could not serve.' }),
})
