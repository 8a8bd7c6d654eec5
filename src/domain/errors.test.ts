import { expect, test } from 'vitest'
import { AisleError, assert, ERROR_CODES, errorRow } from './errors.ts'

test.each(ERROR_CODES)('%s has a status of HTTP and a sentence that says what to do', (code) => {
  const { status, fix } = errorRow(code)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(600)
  expect(fix).toMatch(/^[A-Z].*\.$/)
  expect(new AisleError(code, 'What is wrong.')).toMatchObject({
    code,
    status,
    fix,
    field: undefined,
    message: 'What is wrong.',
  })
})

test('an error can name its field and a better fix', () => {
  const cause = new Error('below')
  expect(new AisleError('BAD_REQUEST', 'Wrong.', { field: '/limit', fix: 'Send 1.', cause })).toMatchObject({
    field: '/limit',
    fix: 'Send 1.',
    cause,
  })
})

test('what must hold is a fault of the program when it does not', () => {
  expect(() => assert(true, 'one is more than nothing')).not.toThrow()
  expect(() => assert(false, 'nothing is more than one')).toThrow('nothing is more than one')
})
