import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { AisleError } from '../domain/errors.ts'
import { isLoopback, readSettings, SETTINGS } from './settings.ts'

const problemOf = (environment: Record<string, string>): AisleError => {
  try {
    readSettings(environment)
  } catch (error) {
    if (error instanceof AisleError) return error
  }
  throw new Error('nothing was refused')
}

test('without an environment every setting has its default', () => {
  const defaults = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { fallback }]) => [name, fallback]),
  )
  expect(readSettings({})).toEqual({ ...defaults, dataFolder: resolve('data') })
})

test('an empty variable is one that is not set', () => {
  expect(readSettings({ AISLE_PORT: '', AISLE_LOG_LEVEL: '' })).toEqual(readSettings({}))
})

test('settings are read from their variables', () => {
  expect(
    readSettings({
      AISLE_PORT: '0',
      AISLE_HOST: '0.0.0.0',
      AISLE_DATA: '/srv/aisle',
      AISLE_QUEUE_RECORDS: '1',
      AISLE_CORS_ORIGINS: 'https://a.example, https://b.example,',
      AISLE_DATABASE_URL: 'postgresql://me@db/aisle',
      AISLE_LOG_LEVEL: 'debug',
      AISLE_PICTURE_FETCH: 'public',
      AISLE_EMBEDDER_TEXT: '/srv/text.onnx',
      OTHER: 'x',
    }),
  ).toMatchObject({
    port: 0,
    host: '0.0.0.0',
    dataFolder: '/srv/aisle',
    queueRecordsMax: 1,
    corsOrigins: ['https://a.example', 'https://b.example'],
    databaseUrl: 'postgresql://me@db/aisle',
    logLevel: 'debug',
    pictureFetch: 'public',
    embedderText: '/srv/text.onnx',
  })
})

test.each([
  ['AISLE_PORT', '65536'],
  ['AISLE_PORT', '-1'],
  ['AISLE_PORT', '80.5'],
  ['AISLE_PORT', ' '],
  ['AISLE_PORT', '0x50'],
  ['AISLE_PORT', '1e3'],
  ['AISLE_QUEUE_RECORDS', '0'],
  ['AISLE_REQUESTS_PER_MINUTE', 'many'],
  ['AISLE_DATABASE_URL', 'mysql://db'],
  ['AISLE_LOG_LEVEL', 'loud'],
  ['AISLE_PICTURE_FETCH', 'all'],
  ['AISLE_EMBEDDER_PICTURE', 'model.bin'],
  ['AISLE_EMBEDDER_TEXT', 'model.bin'],
  ['AISLE_PROT', '80'],
])('%s=%j is refused by name', (name, text) => {
  const { code, message, fix } = problemOf({ [name]: text })
  expect([code, fix.length > 0]).toEqual(['SETTING_INVALID', true])
  expect(message).toContain(name)
})

test('all bad settings are named at once', () => {
  const { message } = problemOf({ AISLE_PORT: 'x', AISLE_LOG_LEVEL: 'loud', AISLE_PROT: '80' })
  for (const name of ['AISLE_PORT', 'AISLE_LOG_LEVEL', 'AISLE_PROT']) expect(message).toContain(name)
})

test('loopback is this machine and no name that begins like it', () => {
  expect(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost'].every(isLoopback)).toBe(true)
  expect(
    ['127.0.0.1.evil.example', '127.evil.example', 'localhost.evil.example', '10.0.0.1', '0.0.0.0', ''].some(
      isLoopback,
    ),
  ).toBe(false)
})

test('a secret that is too short is not shown', () => {
  const { message } = problemOf({ AISLE_SHOPPER_SECRET: 'hunter2' })
  expect(message).toBe('AISLE_SHOPPER_SECRET must be at least 32 characters.')
})
