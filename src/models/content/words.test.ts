import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesOf, wordsOf } from './words.ts'

test('words are small letters without accents, numbers stay whole', () => {
  expect(wordsOf('Théière "Alba" – 1,5 l, №2')).toEqual(['theiere', 'alba', '1,5', 'l', 'no2'])
  expect(wordsOf('Straße ÅNGSTRÖM Ёлка')).toEqual(['straße', 'angstrom', 'елка'])
})

test('scripts without spaces are cut into pairs of characters', () => {
  expect(wordsOf('红色茶壶')).toEqual(['红色', '色茶', '茶壶'])
  expect(wordsOf('ティーポット')).toEqual(wordsOf('ﾃｨｰﾎﾟｯﾄ'))
  expect(wordsOf('茶 tea')).toEqual(['茶', 'tea'])
  expect(wordsOf('กาน้ำชา').length).toBeGreaterThan(3)
})

test('marks that make a letter stay: Hindi, Hangul', () => {
  expect(wordsOf('चाय की केतली')).toEqual(['चाय', 'की', 'केतली'])
  expect(wordsOf('주전자')).toEqual(['주전자'])
})

test('pieces of a word know its ends', () => {
  expect(piecesOf('kettle', 4)).toEqual(['^ket', 'kett', 'ettl', 'ttle', 'tle$'])
  expect(piecesOf('tea', 4)).toEqual([])
})

test('words hold no space and no capital, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0x10ffff)), (codes) => {
      const text = String.fromCodePoint(...codes)
      const isPlain = (word: string): boolean =>
        /^[\p{L}\p{N}\p{M}.,]+$/u.test(word) && word.toLowerCase() === word
      expect(wordsOf(text).filter((word) => !isPlain(word))).toEqual([])
    }),
  )
})

test('a text without end costs no more than its beginning', () => {
  expect(wordsOf('tea '.repeat(1_000_000)).length).toBeLessThanOrEqual(5_000)
})
