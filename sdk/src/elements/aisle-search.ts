/** `<aisle-search>`: a search box that suggests items while one types, by the combobox pattern of WAI-ARIA. */
import { AisleElement } from './aisle-element.ts'
import { connection, type Suggestion } from './connection.ts'
import { el, money, tell } from './dom.ts'
import { addressOf } from './tile.ts'

const PAUSE_MS = 150
const LETTERS_MIN = 2

export class AisleSearch extends AisleElement {
  #input: HTMLInputElement | undefined
  #box: HTMLElement | undefined
  #status: HTMLElement | undefined
  #options: readonly { readonly item: Suggestion; readonly option: HTMLElement }[] = []
  #active = -1
  #asking: AbortController | undefined

  override update(): void {
    if (this.#input !== undefined) return
    const { words } = connection()
    const label = this.text('label') ?? words.search
    const input = el('input', {
      type: 'search',
      part: 'input',
      name: this.text('name') ?? 'q',
      placeholder: this.text('placeholder') ?? label,
      'aria-label': label,
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': 'options',
      autocomplete: 'off',
      maxlength: '200',
    })
    const box = el('div', {
      id: 'options',
      role: 'listbox',
      part: 'suggestions',
      'aria-label': words.suggestions,
      hidden: '',
    })
    const status = el('span', { class: 'vh', role: 'status' })
    const form = el('form', { role: 'search', part: 'form', action: this.text('action') }, input, box, status)
    this.#input = input
    this.#box = box
    this.#status = status
    input.addEventListener('input', () => void this.#suggest())
    input.addEventListener('keydown', (event) => this.#onKey(event))
    input.addEventListener('blur', () => this.#close())
    // The box keeps the focus, or the click would close it.
    box.addEventListener('mousedown', (event) => event.preventDefault())
    form.addEventListener('submit', (event) => this.#submit(event))
    this.show(form)
  }

  #submit(event: Event): void {
    const query = this.#input?.value.trim() ?? ''
    this.#close()
    if (query !== '') connection().tracker.track({ kind: 'search', query })
    if (query === '' || !tell(this, 'aisle-search', { query }) || this.text('action') === undefined)
      event.preventDefault()
  }

  #onKey(event: KeyboardEvent): void {
    const { key } = event
    const count = this.#options.length
    if (key === 'Escape' && count > 0) this.#close()
    else if (key === 'ArrowDown' && count > 0) this.#mark((this.#active + 1) % count)
    else if (key === 'ArrowUp' && count > 0) this.#mark(this.#active <= 0 ? count - 1 : this.#active - 1)
    else if (key === 'Enter' && this.#active >= 0) this.#choose(this.#active)
    else return
    event.preventDefault()
  }

  async #suggest(): Promise<void> {
    this.#asking?.abort()
    this.#asking = new AbortController()
    const { signal } = this.#asking
    const query = this.#input?.value.trim() ?? ''
    if (query.length < LETTERS_MIN) {
      this.#close()
      return
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    if (signal.aborted) return
    const items = await connection()
      .suggest(query, signal)
      .catch(() => [])
    if (!signal.aborted) this.#open(items)
  }

  #open(items: readonly Suggestion[]): void {
    this.#options = items.map((item, place) => {
      const option = el(
        'div',
        { role: 'option', id: `option-${place}`, part: 'suggestion', 'aria-selected': 'false' },
        el('span', {}, item.title),
        el('span', { part: 'suggestion-price' }, money(item.priceMinor, item.currency, this)),
      )
      option.addEventListener('click', () => this.#choose(place))
      return { item, option }
    })
    this.#box?.replaceChildren(...this.#options.map(({ option }) => option))
    this.#mark(-1)
  }

  #close(): void {
    this.#asking?.abort()
    this.#open([])
  }

  /** @param place  -1 for none */
  #mark(place: number): void {
    this.#active = place
    const isOpen = this.#options.length > 0
    if (this.#box !== undefined) this.#box.hidden = !isOpen
    if (this.#status !== undefined && place < 0)
      this.#status.textContent = isOpen ? `${this.#options.length} ${connection().words.suggestions}` : ''
    this.#input?.setAttribute('aria-expanded', String(isOpen))
    this.#input?.setAttribute('aria-activedescendant', place < 0 ? '' : `option-${place}`)
    for (const [k, { option }] of this.#options.entries()) option.ariaSelected = String(k === place)
  }

  #choose(place: number): void {
    const { item } = this.#options[place] as { item: Suggestion }
    const query = this.#input?.value.trim() ?? ''
    this.#close()
    connection().tracker.track({ kind: 'search', query })
    const address = addressOf(item, this.text('item-url'))
    if (tell(this, 'aisle-select', { itemId: item.itemId, item, query }) && address !== undefined)
      location.assign(address)
  }
}
