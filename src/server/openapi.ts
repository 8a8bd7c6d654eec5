/** The API reference: what the routes say of themselves, with the failures that all share and an example of each call. */
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { ErrorSchema } from '../api/error-schema.ts'
import type { Example } from '../api/example.ts'
import { EXAMPLES } from '../api/examples.ts'
import { SHOWN_AS } from '../api/field-schema.ts'
import type { ErrorCode } from '../domain/errors.ts'
import { SHOPPER_TOKEN_HEADER } from './known-shopper.ts'

type Media = { schema?: unknown; example?: unknown }
type Content = Record<string, Media>
type Parameter = { name: string; in: string; schema: object; example?: unknown }
export type Operation = {
  readonly operationId?: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  responses: Record<string, { description?: string; content?: Content; $ref?: string }>
}
export type OpenApi = {
  readonly components: { schemas?: Record<string, object>; responses?: Record<string, object> }
  readonly paths: Record<string, Record<string, Operation>>
}

type Failure = {
  readonly title: string
  readonly codes: readonly ErrorCode[]
  readonly example: { readonly code: ErrorCode; readonly message: string; readonly field?: string }
  /** Left out: every operation of the API can fail so. */
  readonly tags?: readonly string[]
  readonly fix: string
}

/** What a caller must be ready for. Failures of the server itself have the same form. */
export const FAILURES: Readonly<Record<string, Failure>> = {
  400: {
    title: 'The request is not as it should be.',
    codes: ['BAD_REQUEST', 'BAD_JSON'],
    example: { code: 'BAD_REQUEST', message: '/limit: must be <= 1000.', field: '/limit' },
    fix: 'Send a smaller number.',
  },
  401: {
    title:
      'The shop asks for a key, the key is none of its own, the shopper token is not good, or nobody is signed in at the register.',
    codes: [
      'UNAUTHORIZED',
      'SHOPPER_TOKEN_INVALID',
      'SHOPPER_TOKEN_EXPIRED',
      'SIGN_IN_REFUSED',
      'SIGNED_OUT',
    ],
    example: { code: 'UNAUTHORIZED', message: 'The shop demo asks for a key.' },
    fix: 'Send a key in the header `Authorization: Bearer …`.',
  },
  403: {
    title: 'The caller may not do this.',
    codes: ['FORBIDDEN', 'HOST_NOT_ALLOWED', 'SHOPPER_MISMATCH'],
    example: { code: 'FORBIDDEN', message: 'This call needs a key of role server.' },
    fix: 'Use a key of role `server`.',
  },
  404: {
    title: 'There is no such thing.',
    codes: [
      'SHOP_UNKNOWN',
      'ITEM_UNKNOWN',
      'CUSTOMER_UNKNOWN',
      'REGISTER_UNKNOWN',
      'LIST_UNKNOWN',
      'FILTER_UNKNOWN',
      'DECISION_UNKNOWN',
      'ERASURE_UNKNOWN',
      'MODEL_UNKNOWN',
      'TRAINING_UNKNOWN',
      'DEMO_ONLY',
      'NOT_FOUND',
    ],
    example: { code: 'SHOP_UNKNOWN', message: 'There is no shop "demos".' },
    fix: 'List the shops with `npx aisle shops list`.',
  },
  409: {
    title: 'It does not go together with how things stand.',
    codes: ['IN_USE', 'MODEL_REFUSED', 'EMAIL_TAKEN'],
    example: {
      code: 'IN_USE',
      message: '"kitchen" is named by the placement home.kitchen.',
      field: '/ids/0',
    },
    tags: ['merchandising', 'models', 'shoppers'],
    fix: 'Change or delete what names it first.',
  },
  429: {
    title: 'Too much at once: wait for the seconds in `Retry-After`.',
    codes: ['QUEUE_FULL', 'RATE_LIMITED'],
    example: { code: 'RATE_LIMITED', message: 'Rate limit exceeded, retry in 1 minute.' },
    fix: 'Wait for the seconds in `Retry-After`.',
  },
}

const failureAnswers = (): Record<string, object> =>
  Object.fromEntries(
    Object.entries(FAILURES).map(([status, { title, codes, example, fix }]) => [
      status,
      {
        description: `${title} ${codes.map((code) => `\`${code}\``).join(', ')}.`,
        ...(status === '429' && {
          headers: {
            'retry-after': {
              description: 'Seconds to wait.',
              schema: { type: 'integer', minimum: 0 },
            },
          },
        }),
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
            example: { error: { ...example, fix, requestId: '0195d3f0-6c00-7a3b-9f10-3b6d1c2e4f50' } },
          },
        },
      },
    ]),
  )

const addFailures = ({ responses, tags = [] }: Operation): void => {
  for (const [status, failure] of Object.entries(FAILURES))
    if (failure.tags === undefined || failure.tags.some((tag) => tags.includes(tag)))
      responses[status] = { $ref: `#/components/responses/${status}` }
}

const setExample = (content: Content | undefined, example: unknown): void => {
  for (const media of Object.values(content ?? {})) media.example = example
}

const addExample = (operation: Operation, { params = {}, query = {}, body, answer }: Example): void => {
  for (const parameter of operation.parameters ?? []) {
    const value = (parameter.in === 'path' ? params : query)[parameter.name]
    if (value === undefined) delete parameter.example
    else parameter.example = value
  }
  if (body !== undefined) setExample(operation.requestBody?.content, body)
  for (const [status, response] of Object.entries(operation.responses))
    if (status.startsWith('2')) {
      if (response.description === 'Default Response') response.description = 'Done.'
      setExample(response.content, answer)
    }
}

/** Text of query strings as what it is read as. */
const showParameters = ({ parameters = [] }: Operation): void => {
  for (const parameter of parameters) {
    const shown = (parameter.schema as Record<string, unknown>)[SHOWN_AS]
    if (shown !== undefined) parameter.schema = shown as object
  }
}

/** Adds to the document what routes do not say one by one. Changes it in place. */
const complete = (document: OpenApi): OpenApi => {
  document.components.schemas = { ...document.components.schemas, Error: ErrorSchema }
  document.components.responses = failureAnswers()
  for (const [path, operations] of Object.entries(document.paths))
    for (const operation of Object.values(operations)) {
      showParameters(operation)
      const example = EXAMPLES[operation.operationId ?? '']
      if (example !== undefined) addExample(operation, example)
      if (path.startsWith('/api/')) addFailures(operation)
    }
  return document
}

const TAGS: readonly (readonly [name: string, description: string])[] = [
  ['events', 'What shoppers do.'],
  ['lists', 'What shoppers are shown, and why.'],
  ['merchandising', 'How lists are made, where they show, what comes in front and what not.'],
  ['catalog and customers', 'What is sold, where, and to whom.'],
  ['shoppers', 'Who has signed in, and what they see of themselves.'],
  ['point of sale', 'Tills of stores, who works at them, and their screens.'],
  ['shops', 'Shops of this server.'],
  ['history', 'What documents were before, and the way back.'],
  ['models', 'What is learned from the log.'],
  ['keys', 'Who may ask.'],
  ['health', 'How the server is.'],
]

export const openApiOptions = (engineVersion: string): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Aisle',
      version: engineVersion,
      description:
        'Personalization and recommendations for shops. Every call is about one shop. A shop that has keys asks for one; one without is open, fully only to callers on its own machine.',
    },
    tags: TAGS.map(([name, description]) => ({ name, description })),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        shopper: {
          type: 'apiKey',
          in: 'header',
          name: SHOPPER_TOKEN_HEADER,
          description:
            'A shopper token: whom a browser acts for. Where lists, events and `me` are asked for.',
        },
      },
    },
    security: [{ key: [] }, { key: [], shopper: [] }],
  },
  transformObject: (found) =>
    'openapiObject' in found
      ? (complete(found.openapiObject as unknown as OpenApi) as unknown as typeof found.openapiObject)
      : found.swaggerObject,
})
