import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Item } from '../domain/catalog.ts'
import { shelvesOf } from './departments.ts'
import { DRAWN_FORMS, drawPicture } from './picture.ts'
import { faultOf } from './xml-fault.test-support.ts'
import { createWorld } from './world.ts'

const NOW = Date.UTC(2026, 10, 21, 15)
const LENGTH_MAX = 4_096
const LENGTH_MEAN_MAX = 1_800

test('the check of XML sees what is wrong', () => {
  for (const bad of ['<a>', '<a></b>', '<a x="1></a>', '<a>&</a>', '<a>\u0007</a>', '<a>&amp</a>'])
    expect(faultOf(bad)).toBeDefined()
  expect(faultOf('<a x="1"><b/>&#38;</a>')).toBeUndefined()
})

const ofForm = (form: string, itemId: string, color = 'teal'): Item => ({
  itemId,
  attributes: { form, color },
})

test('every form of the world has a silhouette', () => {
  for (const { form } of shelvesOf(99)) expect(DRAWN_FORMS).toContain(form.form)
})

test('every picture is well-formed, small and made of numbers', () => {
  const items = [...createWorld({ size: 'demo', seed: 3, now: NOW }).items]
  let length = 0
  for (const item of items) {
    const svg = drawPicture(item)
    expect(faultOf(svg)).toBeUndefined()
    expect(svg).not.toMatch(/NaN|undefined|Infinity|@/)
    expect(svg.length).toBeLessThan(LENGTH_MAX)
    length += svg.length
  }
  expect(length / items.length).toBeLessThan(LENGTH_MEAN_MAX)
})

test('a picture has every layer that it names, no other, and each name once', () => {
  for (const form of DRAWN_FORMS)
    for (const material of ['', 'oak', 'steel', 'glass', 'linen', 'flannel', 'leather'])
      for (let k = 0; k < 4; k++) {
        const svg = drawPicture({ itemId: `item-${k}`, attributes: { form, color: 'sage', material } })
        const names = Array.from(svg.matchAll(/ id="(\w+)"/g), ([, name]) => name).toSorted()
        const used = new Set(Array.from(svg.matchAll(/(?:href="|url\()#(\w+)/g), ([, name]) => name))
        expect(names).toEqual([...used].toSorted())
      }
})

test('the same item has the same picture, others of its form have others', () => {
  for (const form of DRAWN_FORMS) {
    expect(drawPicture(ofForm(form, 'a'))).toBe(drawPicture(ofForm(form, 'a')))
    const pictures = new Set(Array.from({ length: 20 }, (_, k) => drawPicture(ofForm(form, `item-${k}`))))
    expect(pictures.size).toBe(20)
  }
})

test('forms do not look like each other and colours show', () => {
  const pictures = new Set(DRAWN_FORMS.map((form) => drawPicture(ofForm(form, 'a'))))
  expect(pictures.size).toBe(DRAWN_FORMS.length)
  expect(drawPicture(ofForm('kettle', 'a', 'teal'))).toContain('#2f8588')
  expect(drawPicture(ofForm('kettle', 'a', 'red'))).not.toContain('#2f8588')
})

test('the sort of a thing shows: a cardigan is not a roll neck', () => {
  const knit = (type: string): string =>
    drawPicture({ itemId: 'a', attributes: { form: 'jumper', color: 'navy', type } })
  expect(knit('cardigan')).not.toBe(knit('roll neck'))
})

test('the material shows', () => {
  const looks = ['oak', 'steel', 'leather', 'linen', 'glass', 'marble', ''].map((material) =>
    drawPicture({ itemId: 'a', attributes: { form: 'table', color: 'black', material } }),
  )
  expect(new Set(looks).size).toBe(looks.length)
})

test('a book has its title on the cover', () => {
  const svg = drawPicture({
    itemId: 'a',
    title: 'The <Salt> Road',
    attributes: { form: 'book', color: 'navy' },
  })
  expect(svg).toMatch(/<tspan[^>]*>The &#60;Salt&#62;<\/tspan>/)
  expect(svg).toMatch(/<tspan[^>]*>Road<\/tspan>/)
})

test('a hostile title stays text', () => {
  const title = `</title><script>alert("1")</script><a href='x'>&\u0000\ud800`
  const svg = drawPicture({
    itemId: '"><script>',
    title,
    categories: ['<b>'],
    attributes: { form: '<svg>', color: '"' },
  })
  expect(faultOf(svg)).toBeUndefined()
  expect(svg).not.toMatch(/<script|<a |<b>| href="(?!#)/)
})

test('any item of any shop has a well-formed picture', () => {
  const hostile = fc.constantFrom(
    '<',
    '>',
    '&',
    '"',
    "'",
    ' ',
    '\u0000',
    '\u001f',
    '\ud800',
    '\udc00',
    '\ufffe',
    'é',
    '😀',
    ']]>',
    '-->',
    'a',
  )
  const text = fc.string({ unit: hostile, maxLength: 12 })
  const item = fc.record(
    {
      itemId: text,
      title: text,
      categories: fc.array(text, { maxLength: 2 }),
      attributes: fc.dictionary(
        fc.constantFrom('form', 'color', 'colour', 'type', '__proto__'),
        fc.oneof(text, fc.integer(), fc.constant(null)),
      ),
    },
    { requiredKeys: ['itemId'] },
  )
  const law = (): void =>
    fc.assert(fc.property(item, (any) => faultOf(drawPicture(any as Item)) === undefined))
  expect(law).not.toThrow()
})

test('what has no silhouette shows the first letter of its category', () => {
  expect(drawPicture({ itemId: 'x', categories: ['Garden > Zithers'] })).toContain('>Z</text>')
  expect(drawPicture({ itemId: 'x', title: 'éclair' })).toContain('>É</text>')
  expect(drawPicture({ itemId: 'x', title: ' ' })).toContain('>X</text>')
})
