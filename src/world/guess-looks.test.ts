import { expect, test } from 'vitest'
import type { Item } from '../domain/catalog.ts'
import { guessLooks } from './guess-looks.ts'
import { DRAWN_FORMS, drawPicture } from './picture.ts'

/** Titles as shops write them, some of the Online Retail data set. */
const TITLES: readonly (readonly [title: string, form: string | undefined, color?: string])[] = [
  ['WHITE HANGING HEART T-LIGHT HOLDER', 'lantern', 'white'],
  ['JUMBO BAG RED RETROSPOT', 'handbag', 'red'],
  ['REGENCY CAKESTAND 3 TIER', 'cake-stand'],
  ['PARTY BUNTING', 'bunting'],
  ['LUNCH BAG WITH HEARTS', 'handbag'],
  ['SET OF 3 CAKE TINS PANTRY DESIGN', 'tin'],
  ['RED WOOLLY HOTTIE WHITE HEART', 'ornament', 'red'],
  ['PACK OF 72 RETROSPOT CAKE CASES', 'cake-stand'],
  ['SET OF 6 TEA TOWELS', 'towel'],
  ['ALARM CLOCK BAKELIKE GREEN', 'clock', 'green'],
  ['VINTAGE SNAP CARDS', 'card'],
  ['COFFEE MUG PINK PAISLEY', 'mug', 'pink'],
  ['HOT WATER BOTTLE KEEP CALM', 'flask'],
  ['WOODEN PICTURE FRAME WHITE FINISH', 'frame', 'white'],
  ['RECIPE BOX WITH METAL HEART', 'gift-box'],
  ['Gardening knives', 'knife'],
  ['Men’s running shoes, navy blue', 'sneaker', 'navy'],
  ['Herrenhose', undefined],
  ['POSTAGE', undefined],
]

test('a title says what a thing is', () => {
  for (const [title, form, color] of TITLES) {
    const guess = guessLooks({ itemId: 'a', title })
    expect([title, guess.form]).toEqual([title, form])
    expect([title, guess.color]).toEqual([title, color])
  }
})

test('categories say it where the title does not, the nearest first', () => {
  expect(guessLooks({ itemId: 'a', title: 'Aurora 3000', categories: ['Lighting > Table Lamps'] }).form).toBe(
    'lamp',
  )
  expect(guessLooks({ itemId: 'a', title: 'Aurora', categories: ['Shoes > Boots'] }).form).toBe('boot')
})

test('whatever is guessed can be drawn', () => {
  const words = TITLES.map(([title]) => title)
    .join(' ')
    .toLowerCase()
    .split(/\W+/)
  for (const word of words) {
    const { form } = guessLooks({ itemId: 'a', title: word })
    expect(form === undefined || DRAWN_FORMS.includes(form)).toBe(true)
  }
})

test('an item without attributes is drawn like one that has them', () => {
  const picture = (rest: Partial<Item>): string => drawPicture({ itemId: 'a', title: 'x', ...rest })
  const titled = picture({ title: 'GREEN MUG' })
  expect(titled).toContain('#4c8a58')
  expect(titled.replace('GREEN MUG', 'x')).toBe(picture({ attributes: { form: 'mug', color: 'green' } }))
  expect(picture({ attributes: { form: 'mug', color: 'Navy Blue' } })).toContain('#2c3e63')
})
