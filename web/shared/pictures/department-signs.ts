/** Signs of departments as strokes on a sheet of 24 × 24, and the words by which a department is known. */
export const DEPARTMENT_SIGNS = {
  kitchen: 'M4 10h12v6a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4v-6Zm12 1.5h2a2.5 2.5 0 0 1 0 5h-2M7.5 3.5v3M12 3.5v3',
  pantry:
    'M8 7.5h8M8.5 4h7v3.5h-7V4Zm0 3.5C6.8 9 6 10.2 6 12v6.5A1.5 1.5 0 0 0 7.5 20h9a1.5 1.5 0 0 0 1.5-1.5V12c0-1.8-.8-3-2.5-4.5M6 12.5h12v4H6',
  women: 'M9 3.5c.3 1.8 1.5 2.7 3 2.7s2.7-.9 3-2.7l1.5 1.5-1.5 5 3.5 10.5h-13L9 10l-1.5-5L9 3.5ZM9 10h6',
  men: 'M8.5 4 4 6l-1.5 5 3.5 1V20h12v-8l3.5-1L20 6l-4.5-2c-.3 1.8-1.6 2.8-3.5 2.8S8.8 5.8 8.5 4Z',
  kids: 'M8.5 5 5 7l-1.2 4 3.2.8V19h10v-7.2l3.2-.8L19 7l-3.5-2c-.5 1.4-1.7 2.2-3.5 2.2S9 6.4 8.5 5Zm3.5 6v4m-2-2h4',
  beauty: 'M9.5 11V6.5C9.5 4.8 12 3.5 14.5 4v7M8 11h8v3.5H8V11Zm-1 3.5h10V20H7v-5.5Z',
  furniture:
    'M5.5 11V7.5A2.5 2.5 0 0 1 8 5h8a2.5 2.5 0 0 1 2.5 2.5V11M3 12.5a2 2 0 0 1 4 0V14h10v-1.5a2 2 0 0 1 4 0V18H3v-5.5ZM5 18v2m14-2v2M12 5v9',
  shoes:
    'M3 8.5c1.5.8 3.5.3 5-1.5l1.5-.5c1.5 3.5 4 5 7 5.5 3 .5 4.5 1.8 4.5 4.5v1.5H3v-9.5Zm0 7h18M11 9l1.5-1m.5 3 1.5-1.2',
  decor:
    'M9.5 10h5c0 2 2.5 3 2.5 6 0 2-1 3-2 4H9c-1-1-2-2-2-4 0-3 2.5-4 2.5-6ZM12 10V5m0 2c-2 0-3-1-3-3 2 0 3 1 3 3Zm0-.500c2 0 3-1 3-3',
  computing:
    'M5 6.5A1.5 1.5 0 0 1 6.5 5h11A1.5 1.5 0 0 1 19 6.5V15H5V6.5ZM2.5 15h19l-1.2 3a1.5 1.5 0 0 1-1.4 1H5.1a1.5 1.5 0 0 1-1.4-1l-1.2-3Z',
  pets: 'M12 12c-2.5 0-5 2.3-5 4.7 0 1.8 1.2 2.8 2.5 2.8 1 0 1.6-.5 2.5-.5s1.5.5 2.5.5c1.3 0 2.5-1 2.5-2.8C17 14.3 14.5 12 12 12ZM5.2 9a1.2 1.7 0 1 0 .1 0Zm4-4a1.3 1.9 0 1 0 .1 0Zm5.5 0a1.3 1.9 0 1 0 .1 0Zm4 4a1.2 1.7 0 1 0 .1 0Z',
  bags: 'M5 9h14l1 9.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5L5 9Zm3.5 3V8a3.5 3.5 0 0 1 7 0v4',
  books: 'M12 6.5C10 5 7.5 4.5 4 4.5v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2v-13c-3.5 0-6 .5-8 2Zm0 0v13',
  sport: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm-6 2.5c4 3 4 9 0 12M18 6c-4 3-4 9 0 12',
  bed: 'M4 18.5V6M4 15.5h16.5v3M20.5 15.5v-2A2.5 2.5 0 0 0 18 11H4M6.5 8.5h4A1.5 1.5 0 0 1 12 10v1H6.5V8.5Z',
  audio:
    'M4.5 14.5V12a7.5 7.5 0 0 1 15 0v2.5M4.5 13.5H7v6H6A1.5 1.5 0 0 1 4.5 18v-4.5Zm15 0H17v6h1a1.5 1.5 0 0 0 1.5-1.5v-4.5Z',
  outdoor: 'm12 5 8.5 14h-17L12 5Zm0 6 4 8H8l4-8Zm0-6-1-1.5M12 5l1-1.5',
  garden:
    'M7 14.5h10L16 20H8l-1-5.5ZM12 14.5V9m0 1.5C12 7 9.5 5 6 5c0 3.5 2.5 5.5 6 5.5ZM12 9c0-3 2-5 5.5-5C17.5 7 15.5 9 12 9Z',
  toys: 'M4 13h7v7H4v-7Zm9 0h7v7h-7v-7ZM8.5 6h7v7h-7V6Zm1.5 0a2 2 0 0 1 4 0',
  lighting: 'M9 4h6l3.5 8h-13L9 4Zm3 8v8M8.5 20h7M16 12v2.5',
  jewellery:
    'M8 4.5h8l2.5 3.5L12 15 5.5 8 8 4.5ZM5.5 8h13M12 15 9.5 8 11 4.5M12 15l2.5-7L13 4.5M7 18.5c3 2 7 2 10 0',
  photo:
    'M4 8h3.5L9 5.5h6L16.5 8H20a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1Zm8 2a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  workshop: 'M13.5 8.5 5 17l2 2 8.5-8.5M12 7l5-3.5 4 4L17.5 12 12 7Z',
  gifts:
    'M4.5 11h15v9h-15v-9ZM3.5 7.5h17V11h-17V7.5ZM12 7.5V20m0-12.5C10 7.5 7.5 6.5 8 4.8s3.3-1 4 2.7c.7-3.7 3.5-4.4 4-2.7s-2 2.7-4 2.7Z',
  other: 'M4 4.5h7.5l8.5 8.5-7 7-9-8.5v-7ZM8 8v.2',
} as const

export type DepartmentSign = keyof typeof DEPARTMENT_SIGNS

/** The first sign with a word that begins a word of the name. */
const WORDS: readonly (readonly [sign: DepartmentSign, words: string])[] = [
  ['pets', 'pet|dog|cat|bird|aquari'],
  ['kids', 'kid|child|boy|girl|baby'],
  ['shoes', 'shoe|footwear|boot|sneaker|trainer'],
  ['women', 'wom[ae]n|ladies|dress'],
  ['jewellery', 'jewel|watch|ring'],
  ['bags', 'bag|accessor|luggage'],
  ['men', 'm[ae]n|cloth|wear|apparel|fashion'],
  ['photo', 'photo|camera'],
  ['audio', 'audio|music|sound|headphone|instrument'],
  ['computing', 'comput|phone|laptop|electronic|tech|game|tablet'],
  ['beauty', 'beauty|care|cosmetic|health|make-?up|fragrance|perfume'],
  ['lighting', 'light|lamp|candle'],
  ['bed', 'bed|bath|linen|towel'],
  ['furniture', 'furni|sofa|chair|seating|table|storage'],
  ['kitchen', 'kitchen|cook|dining|tableware|appliance'],
  ['pantry', 'pantry|food|grocer|drink|bever|snack|larder|baker'],
  ['garden', 'garden|plant|flor|flower'],
  ['workshop', 'workshop|tool|diy|hardware'],
  ['outdoor', 'outdoor|camp|hik|travel'],
  ['sport', 'sport|fitness|gym|yoga|cycl|bik'],
  ['toys', 'toy|play|puzzle'],
  ['books', 'book|paper|stationer|magazine'],
  ['gifts', 'gift|season|party|christmas'],
  ['decor', 'home|house|decor|accent|art'],
]

const MATCHERS = WORDS.map(([sign, words]) => [sign, new RegExp(`(?<!\\p{L})(?:${words})`, 'iu')] as const)

/** @param name  of a department, in any shop */
export const departmentSign = (name: string): DepartmentSign =>
  MATCHERS.find(([, matcher]) => matcher.test(name))?.[0] ?? 'other'
