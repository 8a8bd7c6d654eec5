import { expect, test } from 'vitest'
import { wordPiece } from './word-piece.ts'

const VOCABULARY = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'tea',
  'kettle',
  '##s',
  '##pot',
  ',',
  'cafe',
  '茶',
  'Tea',
]
const cut = wordPiece(VOCABULARY, { isLowercase: true, lengthMax: 8 })
const pieces = (text: string, of = cut) => of(text).map((number) => VOCABULARY[number])

test('words are cut into the longest pieces that the vocabulary has', () => {
  expect(pieces('Kettles, teapot')).toEqual(['[CLS]', 'kettle', '##s', ',', 'tea', '##pot', '[SEP]'])
})

test('case and accents are folded when the model wants it', () => {
  expect(pieces('CAFÉ Tea')).toEqual(['[CLS]', 'cafe', 'tea', '[SEP]'])
  const cased = wordPiece(VOCABULARY, { isLowercase: false, lengthMax: 8 })
  expect(pieces('Tea', cased)).toEqual(['[CLS]', 'Tea', '[SEP]'])
})

test('characters of scripts without spaces stand for themselves, and what is not known is one unknown word', () => {
  expect(pieces('茶茶 teax')).toEqual(['[CLS]', '茶', '茶', '[UNK]', '[SEP]'])
  expect(pieces('x'.repeat(10_000))).toEqual(['[CLS]', '[UNK]', '[SEP]'])
  expect(pieces('')).toEqual(['[CLS]', '[SEP]'])
})

test('a text is cut where the model ends', () => {
  expect(pieces('tea '.repeat(1_000))).toHaveLength(8)
  expect(pieces('tea '.repeat(1_000)).at(-1)).toBe('[SEP]')
})

test('a vocabulary of another form is refused', () => {
  expect(() => wordPiece(['a', 'b'], { isLowercase: true, lengthMax: 8 })).toThrow(/\[CLS\]/)
})
