/** The API reference: every operation is described and shown by an example that works. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TSchema } from 'typebox'
import { compileCheck } from '../api/problem.ts'
import type { Example } from '../api/example.ts'
import { EXAMPLES } from '../api/examples.ts'
import { type ErrorCode, errorRow } from '../domain/errors.ts'
import { askExample, openExampleShop, restoreExampleShop } from './example-shop.test-support.ts'
import { FAILURES, type OpenApi, type Operation } from './openapi.ts'
import { openTestApp } from './test-app.test-support.ts'

const app = await openTestApp()
await app.app.ready()
afterAll(app.close)
beforeAll(() => openExampleShop(app))
beforeEach(() => restoreExampleShop(app))

const JSON_LINES = 'application/x-ndjson'
const document = app.app.swagger() as unknown as OpenApi
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method,
    path,
    operation,
    id: operation.operationId ?? `${method} ${path}`,
  })),
)
const mediaOf = (content: NonNullable<Operation['requestBody']>['content'] | undefined) =>
  Object.entries(content ?? {})[0] ?? []
const answerOf = ({ responses }: Operation) => {
  const [, answer] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  return mediaOf(answer?.content)[1]
}
const bodyOf = ({ requestBody }: Operation) => mediaOf(requestBody?.content)[1]
const exampleOf = (id: string): Example => EXAMPLES[id] as Example

/** @returns what is wrong, or undefined */
const wrongWith = (value: unknown, schema: unknown): unknown => {
  const check = compileCheck(schema as TSchema)
  return check.is(value) ? undefined : check.problemOf(value)
}

test('every operation has a name of its own, a summary, a tag that is described, and schemas', () => {
  const tags = (document as unknown as { tags: readonly { name: string }[] }).tags.map(({ name }) => name)
  expect(operations.length).toBeGreaterThan(50)
  expect(operations.filter(({ id }) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([])
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
  for (const { id, operation, path } of operations) {
    expect([id, typeof operation.summary, tags]).toEqual([
      id,
      'string',
      expect.arrayContaining([...(operation.tags ?? ['no tag'])]),
    ])
    expect([id, answerOf(operation)?.schema]).toEqual([id, expect.any(Object)])
    const parameters = operation.parameters ?? []
    expect([id, parameters.filter((parameter) => !('description' in parameter))]).toEqual([id, []])
    for (const [, name] of path.matchAll(/\{(\w+)\}/g))
      expect([id, parameters.map((parameter) => parameter.name)]).toEqual([
        id,
        expect.arrayContaining([name]),
      ])
  }
})

test('there is an example for every operation, and none for what is not there', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(operations.map(({ id }) => id).sort())
})

test.each(operations)('the example of $id has the shape that the reference gives', ({ id, operation }) => {
  const { body, answer, query = {}, params = {} } = exampleOf(id)
  expect(body === undefined).toBe(bodyOf(operation) === undefined)
  expect(body === undefined ? undefined : wrongWith(body, bodyOf(operation)?.schema)).toBeUndefined()
  expect(wrongWith(answer, answerOf(operation)?.schema)).toBeUndefined()
  const names = (operation.parameters ?? []).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(Object.keys({ ...query, ...params })))
  expect([bodyOf(operation)?.example, answerOf(operation)?.example]).toEqual([body, answer])
})

/** Ids that only this server knows, by the operation whose answer has them. */
const known = new Map<string, string>()
const GIVEN: Readonly<Record<string, readonly [from: string, field: string]>> = {
  recommendationId: ['recommend', 'recommendationId'],
  trainingId: ['startTraining', 'trainingId'],
  keyId: ['createKey', 'keyId'],
  erasureId: ['eraseCustomer', 'erasureId'],
}
/** They need trained models: `models.test.ts` asks them. */
const NEED_MODELS = ['publishModel', 'rollBackModel']
/** `pos.test.ts` asks it, as a register. */
const NEED_SIGN_IN = ['getTill']

const given = <T extends object>(values: T): T =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, known.get(GIVEN[name]?.join('.') ?? '') ?? value]),
  ) as T

const ask = async ({ id, method, path, operation }: (typeof operations)[number]) => {
  const { params = {}, query, body } = exampleOf(id)
  const values = given(params)
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const answer = await askExample(
    app,
    {
      method,
      url: query === undefined ? url : `${url}?${new URLSearchParams(query).toString()}`,
      body: typeof body === 'object' && body !== null ? given(body) : body,
    },
    mediaOf(operation.requestBody?.content)[0],
  )
  for (const [from, field] of Object.values(GIVEN))
    if (from === id) known.set(`${from}.${field}`, answer.body[field])
  return answer
}

const asked = operations.filter(({ id }) => ![...NEED_MODELS, ...NEED_SIGN_IN].includes(id))
test.each([
  ...asked.filter(({ id }) => Object.values(GIVEN).some(([from]) => from === id)),
  ...asked.filter(({ id }) => Object.values(GIVEN).every(([from]) => from !== id)),
])('the example of $id is answered, in the shape that the reference gives', async (one) => {
  const { status, body } = await ask(one)
  expect([status, body]).toEqual([Number(Object.keys(one.operation.responses)[0]), expect.anything()])
  expect(wrongWith(body, answerOf(one.operation)?.schema)).toBeUndefined()
  expect(typeof body).toBe(typeof exampleOf(one.id).answer)
})

test('examples name codes of failures as they are, and each failure refers to the shared schema', () => {
  for (const [status, { codes, example }] of Object.entries(FAILURES)) {
    expect(codes.map((code: ErrorCode) => errorRow(code).status)).toEqual(codes.map(() => Number(status)))
    expect(codes).toContain(example.code)
  }
  const answers = document.components.responses as Record<
    string,
    { content: Record<string, { example: object }> }
  >
  for (const answer of Object.values(answers))
    expect(
      wrongWith(answer.content['application/json']?.example, document.components.schemas?.['Error']),
    ).toBeUndefined()
  const refs = operations.flatMap(({ path, operation }) =>
    Object.values(operation.responses).flatMap(({ $ref }) =>
      $ref === undefined ? [] : [[path.slice(0, 5), $ref]],
    ),
  )
  const kinds = Object.keys(answers).map((status) => `/api/ #/components/responses/${status}`)
  expect([...new Set(refs.map((ref) => ref.join(' ')))].sort()).toEqual(kinds.sort())
})

test('a real failure has the shape that the reference gives', async () => {
  const { body } = await app.ask('POST', '/api/v1/recommendations', { shop: 'demo', limit: 5_000 })
  expect(wrongWith(body, document.components.schemas?.['Error'])).toBeUndefined()
  expect(body.error).toMatchObject({ code: expect.any(String), requestId: expect.any(String) })
})

test('the page of the reference shows the examples, and answers drop nothing that no schema names', async () => {
  const served = (await app.ask('GET', '/api/v1/openapi.json')).body as OpenApi
  expect(JSON.parse(JSON.stringify(document))).toEqual(served)
  expect((await app.ask('GET', '/api/reference/json')).body).toEqual(served)
  const owner = { authorization: 'Bearer the-owner' }
  const { headers, body } = await app.ask(
    'POST',
    '/api/v1/recommendations/batch?shop=demo',
    '{"list":"new"}\n',
    {
      headers: { 'content-type': JSON_LINES, ...owner },
    },
  )
  expect(headers['content-type']).toContain(JSON_LINES)
  const [line] = (body as string).split('\n')
  const { recommendationId } = JSON.parse(line as string)
  const decision = await app.ask('GET', `/api/v1/decisions/${recommendationId}`, undefined, {
    headers: owner,
  })
  expect(decision.body.response).toMatchObject({ list: 'new', versions: { engine: expect.any(String) } })
})
