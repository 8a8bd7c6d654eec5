import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FetchRules, fetchPicture } from './fetch-picture.ts'

const RULES: FetchRules = { mayBePrivate: true, byteMax: 1_000, timeoutMs: 5_000 }
const PICTURE = 'the bytes of a picture'

let server: Server
let base = ''
let asked: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const to = { '/moved': '/kettle.png', '/round': '/round', '/out': 'file:///etc/passwd' }[path]
    if (to !== undefined) response.writeHead(302, { location: to }).end()
    else if (path === '/large') response.end('x'.repeat(2_000))
    else if (path === '/slow') response.write('x')
    else if (path === '/broken') response.destroy()
    else if (path === '/kettle.png') response.end(PICTURE)
    else response.writeHead(path === '/secret' ? 403 : 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const problemOf = async (path: string, rules: Partial<FetchRules> = {}) => {
  const fetched = await fetchPicture(`${base}${path}`, { ...RULES, ...rules })
  return 'problem' in fetched ? fetched.problem : new TextDecoder().decode(fetched.bytes)
}

test('a picture is fetched, also from where it moved to', async () => {
  expect(await problemOf('/kettle.png')).toBe(PICTURE)
  expect(await problemOf('/moved')).toBe(PICTURE)
})

test.each([
  ['/large', 'too-large', {}],
  ['/slow', 'too-slow', { timeoutMs: 50 }],
  ['/broken', 'unreachable', {}],
  ['/gone.png', 'gone', {}],
  ['/secret', 'refused', {}],
  ['/round', 'refused', {}],
  ['/out', 'refused', {}],
])('%s is %s', async (path, problem, rules) => {
  expect(await problemOf(path, rules)).toBe(problem)
})

test('an address of a private network is not asked unless that is allowed, whatever name it has', async () => {
  asked = []
  const { port } = new URL(base)
  const rules = { ...RULES, mayBePrivate: false }
  const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', 'shop.example'])
    expect(await fetchPicture(`http://${host}:${port}/kettle.png`, rules, lookup)).toEqual({
      problem: 'private-address',
    })
  expect(asked).toEqual([])
  expect(await fetchPicture(`http://shop.example:${port}/kettle.png`, RULES, lookup)).toEqual({
    bytes: Buffer.from(PICTURE),
  })
})

test('where a picture moved to is checked as well', async () => {
  asked = []
  const { port } = new URL(base)
  // The name is public at first; what it redirects to is looked up again.
  const answers = [['127.0.0.1'], ['127.0.0.1']]
  const seen: string[] = []
  const lookup = async (host: string) => {
    seen.push(host)
    return (answers.shift() ?? []).map((address) => ({ address, family: 4 }))
  }
  await fetchPicture(`http://shop.example:${port}/moved`, RULES, lookup)
  expect(seen).toEqual(['shop.example', 'shop.example'])
})

test('a name that nobody has is unreachable, and one that takes too long is too slow', async () => {
  const nobody = async (): Promise<never> => {
    throw new Error('ENOTFOUND')
  }
  expect(await fetchPicture('http://a.example/x', RULES, nobody)).toEqual({ problem: 'unreachable' })
  const never = () => new Promise<never>(() => {})
  expect(await fetchPicture('http://a.example/x', { ...RULES, timeoutMs: 20 }, never)).toEqual({
    problem: 'too-slow',
  })
})
