/** The real server, killed right after somebody signed out everywhere. */
import { expect, test } from 'vitest'
import { startServer } from '../bench/server.ts'
import { openWorkspace } from '../bench/workspace.ts'

test('a server that is killed right after it answered knows when it is back that tokens were ended', async () => {
  const workspace = openWorkspace()
  const options = { workspace, dataFolder: workspace.folder('sign-out') }
  let { url, kill } = await startServer(options)
  const ask = async (method: string, path: string, body?: object, token?: string) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { 'aisle-shopper': token }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as { token: string } }
  }
  const shop = 'bakery'
  const tokenOf = async (): Promise<string> =>
    (await ask('POST', '/api/v1/shopper-tokens', { shop, customerId: 'anna' })).body.token
  const statusOf = async (token: string): Promise<number> =>
    (await ask('GET', '/api/v1/me?shop=bakery', undefined, token)).status

  await ask('PUT', '/api/v1/shops', { shop, currency: 'EUR', timeZone: 'Europe/Berlin' })
  const before = await tokenOf()
  expect(await statusOf(before)).toBe(200)
  expect((await ask('DELETE', '/api/v1/shopper-tokens', { shop, customerId: 'anna' })).status).toBe(200)
  const after = await tokenOf()
  await kill()
  ;({ url, kill } = await startServer(options))
  expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200])
  await kill()
}, 120_000)
