import { expect, test } from 'vitest'
import { addressOf, isRefusal, postgresFault } from './faults.ts'
import { openPostgresStore } from './open.ts'

const serverError = (code: string): Error => Object.assign(new Error('what the server said'), { code })

test('a full disk is STORE_FULL and says that nothing was kept', () => {
  expect(postgresFault(serverError('53100'), 'there')).toMatchObject({
    code: 'STORE_FULL',
    fix: expect.stringContaining('nothing'),
  })
})

test('what is about the server is STORE_BROKEN and names it; what is about a statement stays as it is', () => {
  for (const code of [
    '08006',
    '28P01',
    '3D000',
    '53300',
    '57P01',
    '58030',
    'XX001',
    '25006',
    '42501',
    'ECONNRESET',
  ])
    expect(postgresFault(serverError(code), 'there')).toMatchObject({
      code: 'STORE_BROKEN',
      message: expect.stringContaining('there'),
    })
  const ours = serverError('42601')
  expect(postgresFault(ours, 'there')).toBe(ours)
})

test('a connection that ends is STORE_BROKEN, and nobody knows what was kept; a refusal kept nothing', () => {
  const endings = [
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Client has encountered a connection error and is not queryable'),
    serverError('57P01'),
    serverError('ECONNRESET'),
  ]
  for (const ending of endings) {
    expect(postgresFault(ending, 'there')).toMatchObject({ code: 'STORE_BROKEN' })
    expect(isRefusal(ending)).toBe(false)
  }
  for (const refusal of [
    serverError('40P01'),
    serverError('53100'),
    new SyntaxError('Unexpected end of JSON input'),
  ])
    expect(isRefusal(refusal)).toBe(true)
})

test('an address names host, port and database, and never the password', () => {
  expect(addressOf('postgres://me:secret@db.shop.example:6543/aisle?sslmode=require')).toBe(
    'PostgreSQL at db.shop.example:6543/aisle',
  )
  expect(addressOf('postgresql:///aisle')).toBe('PostgreSQL at localhost:5432/aisle')
  for (const url of ['me:secret@db', 'https://me:secret@db/'])
    expect(() => addressOf(url)).toThrow(
      expect.objectContaining({ code: 'SETTING_INVALID', message: expect.not.stringContaining('secret') }),
    )
})

test('a server that does not answer is named with its port', async () => {
  await expect(openPostgresStore({ url: 'postgres://me:secret@127.0.0.1:1/aisle' })).rejects.toMatchObject({
    code: 'STORE_BROKEN',
    message: expect.stringMatching(/^PostgreSQL at 127\.0\.0\.1:1\/aisle cannot be used: (?!.*secret)/),
  })
})
