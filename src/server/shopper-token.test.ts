import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isId } from '../domain/ids.ts'
import {
  CLOCK_SKEW_SECONDS,
  readShopperToken,
  type ShopperClaims,
  signShopperToken,
  TTL_SECONDS_MAX,
} from './shopper-token.ts'
import { TOKEN_LENGTH_MAX } from './signed-token.ts'

const SECRET = 'a secret of more than thirty-two characters'
const NOW = Date.UTC(2026, 2, 1, 12)
const SECONDS = NOW / 1_000
const CLAIMS: ShopperClaims = { sub: 'c-17', aud: 'demo', iat: SECONDS, exp: SECONDS + 3_600 }
const read = (token: string, secret = SECRET) => readShopperToken(secret, token, { shop: 'demo', now: NOW })
const codeOf = (token: string, secret = SECRET): string => {
  try {
    read(token, secret)
    return 'good'
  } catch (error) {
    return (error as { code: string }).code
  }
}
const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

test('what was signed is read, whatever the id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 256 }).filter(isId), (sub) => {
      const claims = { ...CLAIMS, sub }
      const token = signShopperToken(SECRET, claims)
      expect(token.length).toBeLessThanOrEqual(TOKEN_LENGTH_MAX)
      expect(read(token)).toEqual(claims)
    }),
  )
  expect(read(signShopperToken(SECRET, { ...CLAIMS, emulated: true })).emulated).toBe(true)
})

test('a token with any character changed is not read', () => {
  const token = signShopperToken(SECRET, CLAIMS)
  const changed = [...token].flatMap((is, k) =>
    [...'ABCDefgh0189-_.=\n']
      .filter((other) => other !== is)
      .map((other) => token.slice(0, k) + other + token.slice(k + 1)),
  )
  expect(changed.filter((other) => codeOf(other) !== 'SHOPPER_TOKEN_INVALID')).toEqual([])
})

test('only the one algorithm and the one key are believed', () => {
  const [header = '', payload = '', signature = ''] = signShopperToken(SECRET, CLAIMS).split('.')
  const none = part({ alg: 'none', typ: 'JWT' })
  const signedAs = (head: string, algorithm: string, key: string) =>
    `${head}.${payload}.${createHmac(algorithm, key).update(`${head}.${payload}`).digest('base64url')}`
  const forged = [
    `${none}.${payload}.`,
    `${none}.${payload}`,
    `${none}.${payload}.${signature}`,
    `${header}.${payload}.`,
    signedAs(part({ alg: 'HS512', typ: 'JWT' }), 'sha512', SECRET),
    signedAs(header, 'sha256', SECRET),
    signedAs(header, 'sha256', ''),
    signShopperToken('another secret of more than thirty-two', CLAIMS),
    `${header}.${part({ ...CLAIMS, sub: 'c-18' })}.${signature}`,
    `${header}.${payload}.${signature}.${signature}`,
    `${header}.${payload}.${signature}=`,
    ` ${header}.${payload}.${signature}`,
    '',
    '..',
    'aisle_server_key',
    'x'.repeat(1_000_000),
  ]
  expect(forged.map((token) => codeOf(token))).toEqual(forged.map(() => 'SHOPPER_TOKEN_INVALID'))
  expect(codeOf(`${header}.${payload}.${signature}`)).toBe('good')
})

test('a token is good for its shop, from when it was made until it expires', () => {
  const code = (claims: object) => codeOf(signShopperToken(SECRET, { ...CLAIMS, ...claims }))
  expect(code({ aud: 'other' })).toBe('SHOPPER_TOKEN_INVALID')
  expect(code({ exp: SECONDS })).toBe('SHOPPER_TOKEN_EXPIRED')
  expect(code({ exp: SECONDS + 1 })).toBe('good')
  expect(code({ iat: SECONDS + CLOCK_SKEW_SECONDS, exp: SECONDS + 600 })).toBe('good')
  expect(code({ iat: SECONDS + CLOCK_SKEW_SECONDS + 1, exp: SECONDS + 600 })).toBe('SHOPPER_TOKEN_INVALID')
  expect(code({ exp: SECONDS + TTL_SECONDS_MAX })).toBe('good')
  expect(code({ exp: SECONDS + TTL_SECONDS_MAX + 1 })).toBe('SHOPPER_TOKEN_INVALID')
})

test.each([
  { sub: '' },
  { sub: 17 },
  { sub: 'a\u0000' },
  { aud: ['demo'] },
  { iat: '0' },
  { exp: 1e300 },
  { exp: undefined },
  { emulated: 'no' },
  { gen: '1' },
  { gen: 0.5 },
])('signed, but not what a token says: %j', (claims) => {
  expect(codeOf(signShopperToken(SECRET, { ...CLAIMS, ...claims } as ShopperClaims))).toBe(
    'SHOPPER_TOKEN_INVALID',
  )
})
