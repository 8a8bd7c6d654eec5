/** One item of a list, as the element draws it or as a template of the page does. */
import { connection, type ListAnswer, type TileItem } from './connection.ts'
import { el, money, safeUrl } from './dom.ts'

export type Entry = Omit<ListAnswer['items'][number], 'item'> & { readonly item: TileItem }

export const addressOf = (
  item: Pick<TileItem, 'itemId' | 'url'>,
  pattern: string | undefined,
): string | undefined => {
  const template = pattern ?? connection().options.itemUrl
  return safeUrl(
    template === undefined ? item.url : template.replace('{itemId}', encodeURIComponent(item.itemId)),
  )
}

/** Pictures that Aisle draws are on its own server. */
const pictureOf = ({ pictures }: TileItem): string | undefined => {
  const url = pictures[0]?.url
  return safeUrl(url, url?.startsWith('/pictures/') === true ? safeUrl(connection().options.url) : undefined)
}

const reduced = ({ priceMinor = 0, listPriceMinor = 0 }: TileItem): number | undefined =>
  listPriceMinor > priceMinor ? listPriceMinor : undefined

/** A picture that cannot be had leaves its place empty. */
const drawPicture = (src: string | undefined): HTMLElement => {
  const place = el('span', { part: 'picture' })
  if (src === undefined) return place
  const picture = el('img', { part: 'picture', src, alt: '', loading: 'lazy' })
  picture.addEventListener('error', () => picture.replaceWith(place))
  return picture
}

/** The tile as it is drawn without a template. Waiting ones have the same parts. */
export const drawTile = (entry: Entry | undefined, place: Element, pattern?: string): HTMLElement => {
  if (entry === undefined)
    return el(
      'a',
      {},
      ...['picture', 'brand', 'title', 'price', ...(place.hasAttribute('reasons') ? ['reason'] : [])].map(
        (part) => el('span', { part }),
      ),
    )
  const { item, reasons } = entry
  const before = money(reduced(item), item.currency, place)
  return el(
    'a',
    { part: 'link', href: addressOf(item, pattern) },
    drawPicture(pictureOf(item)),
    el('span', { part: 'brand' }, item.brand ?? ''),
    el('span', { part: 'title' }, item.title),
    el(
      'span',
      { part: 'price' },
      money(item.priceMinor, item.currency, place),
      ...(before === ''
        ? []
        : [' ', el('span', { class: 'vh' }, connection().words.before), el('s', {}, before)]),
    ),
    ...(place.hasAttribute('reasons') ? [el('span', { part: 'reason' }, reasons[0]?.text ?? '')] : []),
  )
}

/** Fills a copy of the page's own tile: `data-field` says what goes where. */
export const fillTemplate = (
  template: HTMLTemplateElement,
  entry: Entry | undefined,
  place: Element,
  pattern?: string,
): DocumentFragment => {
  const tile = document.importNode(template.content, true)
  if (entry === undefined) return tile
  const { item, reasons } = entry
  const texts: Readonly<Record<string, string | undefined>> = {
    title: item.title,
    brand: item.brand,
    itemId: item.itemId,
    price: money(item.priceMinor, item.currency, place),
    'list-price': money(reduced(item), item.currency, place),
    reason: reasons[0]?.text,
  }
  for (const field of tile.querySelectorAll<HTMLElement>('[data-field]')) {
    const name = field.dataset['field'] ?? ''
    const url = name === 'picture' ? pictureOf(item) : name === 'link' ? addressOf(item, pattern) : undefined
    if (url !== undefined) field.setAttribute(name === 'link' ? 'href' : 'src', url)
    if (name in texts) field.textContent = texts[name] ?? ''
  }
  return tile
}
