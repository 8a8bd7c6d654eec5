/** `<aisle-list>`: one list as a row of tiles, or as a grid. It is hidden when there is nothing to show. */
import type { SeenList } from '../tracker.ts'
import { AisleElement } from './aisle-element.ts'
import { connection, type ListAnswer } from './connection.ts'
import { dismiss, dismissButton } from './dismiss.ts'
import { el, tell } from './dom.ts'
import type { Picked } from './picked.ts'
import { scrollButtons } from './scroll-buttons.ts'
import { drawTile, type Entry, fillTemplate } from './tile.ts'

const LIMIT_DEFAULT = 12
const WAITING_TILES_MAX = 8

/** What an element needs of the page that asks for it. */
export type ListPage = HTMLElement & { readonly join: (list: AisleList) => void }

export class AisleList extends AisleElement {
  static readonly observedAttributes = ['placement', 'list', 'limit', 'item-id', 'category', 'basket']
  #asking: AbortController | undefined
  #unwatch: (() => void) | undefined
  #isFilled = false
  /** Copies of the page's own tile. */
  #copies: readonly Element[] = []

  /** No attribute has this name: React writes to a property that has one. */
  get tileCount(): number {
    return Number(this.text('limit')) || LIMIT_DEFAULT
  }

  override update(): void {
    const made = this.querySelectorAll<HTMLElement>('[data-item-id]')
    if (made.length > 0) this.#adopt([...made])
    else {
      if (!this.#isFilled) this.#draw(Array.from({ length: Math.min(this.tileCount, WAITING_TILES_MAX) }))
      const page = this.closest<ListPage>('aisle-page')
      // A page is asked for by placements.
      if (page === null || this.text('placement') === undefined) void this.#ask()
      else page.join(this)
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#asking?.abort()
    this.#unwatch?.()
  }

  /** Shows an answer. Without one, what is shown already stays. */
  take(answer: ListAnswer | undefined): void {
    const entries = answer?.isHidden === true ? [] : (answer?.items ?? [])
    const items = entries.filter((entry): entry is Entry => entry.item !== undefined)
    if (answer === undefined || items.length === 0) {
      this.hidden = answer !== undefined || !this.#isFilled
      return
    }
    this.hidden = false
    this.#isFilled = true
    const tiles = this.#draw(items, answer.title)
    this.#watch({ ...answer, items }, tiles)
    tell(this, 'aisle-shown', answer)
  }

  async #ask(): Promise<void> {
    this.#asking?.abort()
    this.#asking = new AbortController()
    const { signal } = this.#asking
    const body = {
      placement: this.text('placement'),
      list: this.text('list'),
      limit: this.tileCount,
      context: this.context(),
    }
    const answer = await connection()
      .post<ListAnswer>('recommendations', body, signal)
      .catch(() => undefined)
    if (!signal.aborted) this.take(answer)
  }

  /** Tiles that the server of the page made; `recommendation-id` says of which answer. */
  #adopt(tiles: readonly HTMLElement[]): void {
    const recommendationId = this.text('recommendation-id')
    if (recommendationId === undefined || this.#isFilled) return
    this.#isFilled = true
    const list = this.text('list') ?? this.text('placement') ?? ''
    this.#watch(
      { list, recommendationId, items: tiles.map((tile) => ({ itemId: tile.dataset['itemId'] ?? '' })) },
      tiles,
    )
  }

  /** @returns the places of the tiles; undefined entries are still to come */
  #draw(entries: readonly (Entry | undefined)[], title?: string): readonly HTMLElement[] {
    const template = this.querySelector<HTMLTemplateElement>(':scope>template')
    const add = this.text('add')
    const dismissWords = this.text('dismiss')
    const pattern = this.text('item-url')
    for (const copy of this.#copies) copy.remove()
    const before = new Set(this.children)
    const tiles = entries.map((entry, place) => {
      const isWaiting = entry === undefined
      const tile = el('li', { part: 'tile', class: isWaiting && 'wait', inert: isWaiting && '' })
      if (template === null) {
        tile.append(drawTile(entry, this, pattern))
        if (add !== undefined) tile.append(el('button', { part: 'add', type: 'button' }, add))
        if (dismissWords !== undefined && entry !== undefined)
          tile.append(dismissButton(dismissWords, entry.item.title ?? entry.itemId))
      } else {
        const copy = fillTemplate(template, entry, this, pattern)
        for (const child of copy.children) child.slot = `tile-${place}`
        this.append(copy)
        tile.append(el('slot', { name: `tile-${place}` }))
      }
      return tile
    })
    this.#copies = [...this.children].filter((child) => !before.has(child))
    const heading = this.text('heading') ?? title
    const level = `h${this.text('heading-level') ?? 2}` as 'h2'
    const row = el('ul', { part: 'list', role: 'list' }, ...tiles)
    const head = heading === undefined ? [] : [el(level, { part: 'heading', id: 'h' }, heading)]
    const header = el('header', { part: 'header' }, ...head, ...scrollButtons(row))
    const isBusy = entries[0] === undefined && 'true'
    this.show(
      el(
        'section',
        { part: 'section', 'aria-busy': isBusy, 'aria-labelledby': head.length > 0 && 'h' },
        header,
        row,
      ),
    )
    return tiles
  }

  #watch(list: SeenList, tiles: readonly HTMLElement[]): void {
    const { tracker } = connection()
    this.#unwatch?.()
    const stop = tracker.observe(list, tiles)
    const listening = new AbortController()
    this.#unwatch = () => {
      stop()
      listening.abort()
    }
    for (const [place, tile] of tiles.entries()) {
      const { list: name, recommendationId, skip = 0 } = list
      const entry = list.items[place] as Entry
      const detail: Picked = { ...entry, list: name, recommendationId, position: skip + place }
      const onClick = (event: MouseEvent): void => {
        const path = event.composedPath()
        const within = path.slice(0, path.indexOf(tile))
        const find = (selector: string): HTMLElement | undefined =>
          within.find((each): each is HTMLElement => each instanceof HTMLElement && each.matches(selector))
        const button = find('[part=dismiss],[data-dismiss]')
        if (event.button > 1) return
        if (find('[part=add],[data-add]')) {
          if (tell(this, 'aisle-add', detail)) addToCart(detail)
        } else if (button) {
          if (tell(this, 'aisle-dismiss', detail)) this.#dismiss(detail, tile, button)
        } else if (find('a')) {
          // Told before the page is left.
          tracker.click(list, place)
          if (!tell(this, 'aisle-select', detail)) event.preventDefault()
        }
      }
      tile.addEventListener('click', onClick, listening)
      tile.addEventListener('auxclick', onClick, listening)
    }
  }

  #dismiss(picked: Picked, tile: HTMLElement, button: HTMLElement): void {
    const { words } = connection()
    dismiss(picked, tile.parentElement === this ? undefined : tile, button, {
      dismissed: this.text('dismissed') ?? words.dismissed,
      undo: this.text('undo') ?? words.undo,
    })
  }
}

const addToCart = ({ itemId, item, list, recommendationId, position }: Picked): void => {
  const { priceMinor, currency } = item ?? {}
  const price = priceMinor === undefined || currency === undefined ? {} : { priceMinor, currency }
  connection().tracker.track({
    kind: 'cart-add',
    itemId,
    quantity: 1,
    ...price,
    list,
    recommendationId,
    position,
  })
}
