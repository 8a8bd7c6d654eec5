import { beforeAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

let app: Awaited<ReturnType<typeof openTestApp>>
beforeAll(async () => {
  app = await openTestApp()
  await app.createShop('art')
  return () => app.close()
})

const look = (path: string, headers: Record<string, string> = {}) =>
  app.ask('GET', path, undefined, { headers })

test('a picture that the browser has is not sent again', async () => {
  const first = await look('/pictures/art/kettle-1.svg')
  expect([first.status, first.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8'])
  expect(first.headers['cache-control']).toContain('public')
  const tag = String(first.headers['etag'])
  const again = await look('/pictures/art/kettle-1.svg', { 'if-none-match': `"other", ${tag}` })
  expect([again.status, again.body]).toEqual([304, ''])
  const packed = await look('/pictures/art/kettle-1.svg', { 'accept-encoding': 'br' })
  expect([packed.headers['content-encoding'], packed.headers['etag']]).toEqual(['br', tag])
  const other = await look('/pictures/art/kettle-2.svg', { 'if-none-match': tag })
  expect(other.status).toBe(200)
})

test('people are drawn from the address alone', async () => {
  const face = await look('/pictures/art/people/c-1.svg')
  expect([face.status, face.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8'])
  const bodyOf = async (query: string): Promise<unknown> =>
    (await look(`/pictures/art/people/c-1.svg${query}`)).body
  expect(await bodyOf('?gender=female&age=80')).not.toBe(await bodyOf('?gender=male&age=20'))
  expect(await bodyOf('?gender=%3Cscript%3E&age=old')).toBe(face.body)
  expect((await look('/pictures/nowhere/people/c-1.svg')).status).toBe(404)
})
