import { expect, test } from 'vitest'
import { safeUrl } from './safe-url.ts'

test.each([
  ['/pictures/demo/kettle.svg', '/pictures/demo/kettle.svg'],
  ['https://example.com/a.jpg', 'https://example.com/a.jpg'],
  ['http://example.com/a.jpg', 'http://example.com/a.jpg'],
])('%s is used', (url, used) => {
  expect(safeUrl(url)).toBe(used)
})

test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  '//evil.example/a.jpg',
  '/\\evil.example/a.jpg',
  '/\t/evil.example/a.jpg',
  'kettle.svg',
  '',
])('%j is not used', (url) => {
  expect(safeUrl(url)).toBeUndefined()
})

test('no address is no address', () => {
  expect(safeUrl(undefined)).toBeUndefined()
})
