/** The commands of the README, run against a server with a demo shop. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blocksOf } from './markdown.ts'
import { startTestServer, type TestServer } from './start-test-server.ts'

const ADDRESS = 'http://localhost:7400'

type Call = { readonly method: string; readonly url: string; readonly body: string | undefined }

/** A line of curl with the few options that the README uses. @throws when there is another one */
const parseCurl = (line: string): Call => {
  const [program, ...words] = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  )
  if (program !== 'curl') throw new Error(`not a line of curl: ${line}`)
  let call: Call = { method: '', url: '', body: undefined }
  for (let k = 0; k < words.length; k++) {
    const word = words[k] as string
    if (word === '-X') call = { ...call, method: words[++k] ?? '' }
    else if (word === '--json') call = { ...call, body: words[++k] ?? '' }
    else if (word.startsWith('-') || call.url !== '')
      throw new Error(`this test does not know ${word}: ${line}`)
    else call = { ...call, url: word }
  }
  return { ...call, method: call.method !== '' ? call.method : call.body === undefined ? 'GET' : 'POST' }
}

const calls = blocksOf(readFileSync('README.md', 'utf8'), 'sh')
  .flatMap((block) => block.split('\n'))
  .filter((line) => line.startsWith('curl '))
  .map(parseCurl)

type Answer = {
  readonly status: number
  readonly body: {
    readonly list?: string
    readonly items?: readonly { readonly itemId: string }[]
    readonly rejected?: number
    readonly results?: unknown
  }
}
const answers: Answer[] = []
let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  for (const { method, url, body } of calls) {
    const response = await fetch(url.replace(ADDRESS, server.url), {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
    })
    answers.push({ status: response.status, body: (await response.json()) as Answer['body'] })
  }
})

afterAll(() => server.stop())

test('there are twenty commands, all to the address that npm start prints', () => {
  expect(calls).toHaveLength(20)
  expect(calls.filter(({ url }) => !url.startsWith(`${ADDRESS}/`))).toEqual([])
})

test.each(calls.map(({ method, url }, k) => ({ k, method, path: url.slice(ADDRESS.length) })))(
  'command $k, $method $path, is answered',
  ({ k }) => {
    const { status, body } = answers[k] as Answer
    expect(status).toBeGreaterThanOrEqual(200)
    expect(status).toBeLessThan(300)
    expect(body.rejected ?? 0).toBe(0)
  },
)

test('lists are not empty', () => {
  const lists = answers.filter(({ body }) => body.list !== undefined)
  expect(lists.length).toBeGreaterThan(5)
  expect(lists.filter(({ body }) => body.items?.length === 0)).toEqual([])
})

test('what was sent shows in the next list, as the README says', () => {
  const firstOf = (list: string): string | undefined =>
    answers.slice(0, 12).findLast(({ body }) => body.list === list)?.body.items?.[0]?.itemId
  expect(firstOf('recently-viewed')).toBe('kettle-1001')
  expect(firstOf('best-selling')).toBe('kettle-1001')
  expect(firstOf('new')).toBe('lamp-1')
})

test('the rule keeps the lamp out, why-not names it, and the undo takes the rule back', () => {
  const bodyOf = (path: string) =>
    answers[calls.findIndex(({ url }) => url.endsWith(path))]?.body as unknown as Record<string, unknown>
  expect(bodyOf('/why-not')['cause']).toMatchObject({ code: 'EXCLUDED_BY_RULE' })
  expect((bodyOf('/preview')['after'] as Answer['body']).items?.[0]?.itemId).toBe('kettle-1001')
  expect(bodyOf('/undo')['document']).toBeNull()
})

test('a command with an option that this test does not know is not passed over', () => {
  expect(() => parseCurl(`curl -k ${ADDRESS}/`)).toThrow('-k')
  expect(() => parseCurl(`wget ${ADDRESS}/`)).toThrow('not a line of curl')
})
