import type { RecommendationsRequest } from '../shared/wire.ts'

/** The form of a preview; texts as they stand in its fields. */
export type ListForm = {
  readonly list: string
  readonly channel: string
  /** Path; empty for the whole shop. */
  readonly category: string
  readonly includeDescendants: boolean
  readonly windowDays: string
  readonly addedWithinDays: string
  readonly measure: '' | 'units' | 'orders'
  readonly visitorId: string
  /** Of the page that the list is for. */
  readonly itemId: string
  readonly limit: string
}

export const EMPTY_FORM: ListForm = {
  list: 'best-selling',
  channel: '',
  category: '',
  includeDescendants: true,
  windowDays: '',
  addedWithinDays: '',
  measure: '',
  visitorId: '',
  itemId: '',
  limit: '24',
}

export type ListChoice = {
  readonly list: string
  readonly title: string
  readonly hasWindow: boolean
  readonly hasMeasure: boolean
}

export const LISTS: readonly ListChoice[] = [
  { list: 'best-selling', title: 'Best selling', hasWindow: true, hasMeasure: true },
  { list: 'trending', title: 'Trending', hasWindow: true, hasMeasure: true },
  { list: 'most-viewed', title: 'Most viewed', hasWindow: true, hasMeasure: false },
  { list: 'new', title: 'New', hasWindow: false, hasMeasure: false },
  { list: 'people-also-like', title: 'People also like', hasWindow: false, hasMeasure: false },
  { list: 'recently-viewed', title: 'Recently viewed', hasWindow: false, hasMeasure: false },
]

const wholeNumber = (text: string): number | undefined => {
  const value = Number(text)
  return text.trim() !== '' && Number.isInteger(value) && value >= 0 ? value : undefined
}

/** What the form asks for. Fields that its list does not have, and what is no number, are left to the shop's settings. */
export const listAsk = (shop: string, form: ListForm): RecommendationsRequest => {
  const choice = LISTS.find(({ list }) => list === form.list)
  const windowDays = choice?.hasWindow === true ? wholeNumber(form.windowDays) : undefined
  const addedWithinDays = form.list === 'trending' ? wholeNumber(form.addedWithinDays) : undefined
  const measure = choice?.hasMeasure === true && form.measure !== '' ? form.measure : undefined
  const limit = wholeNumber(form.limit)
  return {
    shop,
    list: form.list,
    context: {
      ...(form.channel !== '' && { channel: form.channel }),
      ...(form.list === 'people-also-like' && form.itemId !== '' && { itemId: form.itemId }),
      ...(form.category !== '' && { category: form.category, includeDescendants: form.includeDescendants }),
    },
    ...(form.list === 'recently-viewed' &&
      form.visitorId !== '' && { shopper: { visitorId: form.visitorId } }),
    parameters: {
      ...(windowDays !== undefined && { windowDays }),
      ...(addedWithinDays !== undefined && { addedWithinDays }),
      ...(measure !== undefined && { measure }),
    },
    ...(limit !== undefined && { limit }),
    withItems: true,
  }
}
