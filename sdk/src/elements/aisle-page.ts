/** `<aisle-page>`: asks for all lists within it at once, so that no item stands in two of them. With `view`, that is the view of the page. */
import type { EventDraft, TrackedEvent } from '../tracker.ts'
import { AisleElement } from './aisle-element.ts'
import type { AisleList } from './aisle-list.ts'
import { connection, type ListAnswer } from './connection.ts'

type PageAnswer = { readonly lists: readonly ListAnswer[]; readonly view: unknown }

export class AislePage extends AisleElement {
  static readonly observedAttributes = ['item-id', 'category', 'basket']
  readonly #lists = new Set<AisleList>()
  #asking: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #viewKey = ''
  #view: TrackedEvent | undefined
  /** The one that went another way than with the lists. */
  #pushed: TrackedEvent | undefined

  override update(): void {
    clearTimeout(this.#timer)
    // Lists that come with the same piece of the page are asked for together.
    this.#timer = setTimeout(() => void this.#ask())
  }

  /** A list of the page, which is asked for with the others. */
  join(list: AisleList): void {
    this.#lists.add(list)
    this.update()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#asking?.abort()
  }

  /** One id however often the page is asked for; another page, or another shopper, is another view. */
  #viewEvent(): TrackedEvent | undefined {
    const { tracker } = connection()
    if (!this.hasAttribute('view')) return undefined
    const itemId = this.text('item-id')
    const category = this.text('category')
    const other =
      itemId === undefined ? (category === undefined ? 'home-view' : 'category-view') : 'product-view'
    const kind = this.text('view') ?? other
    const key = JSON.stringify([kind, itemId, category, tracker.identity()])
    if (key !== this.#viewKey) {
      this.#viewKey = key
      this.#view = tracker.complete({ kind, itemId, category } as EventDraft)
    }
    return this.#view
  }

  /** Tells of it once, as consent allows. */
  #push(view: TrackedEvent | undefined): void {
    if (view === undefined || view === this.#pushed) return
    this.#pushed = view
    connection().tracker.push(view)
  }

  async #ask(): Promise<void> {
    const { tracker, post } = connection()
    const lists = [...this.#lists].filter((list) => list.isConnected && list.text('placement') !== undefined)
    if (lists.length === 0 || !this.isConnected) return
    this.#asking?.abort()
    this.#asking = new AbortController()
    const { signal } = this.#asking
    const viewed = this.#viewEvent()
    const { tracking, personalization } = tracker.consent()
    // Lists are asked for whom consent names; only where it names the same one may they bring the view.
    const view = tracking && personalization ? viewed : undefined
    if (view === undefined) this.#push(viewed)
    const startedAt = performance.now()
    const body = {
      placements: lists.map((list) => ({ placement: list.text('placement'), limit: list.tileCount })),
      context: this.context(),
      view: view && { eventId: view.eventId, sessionId: view.sessionId },
    }
    const answer = await post<PageAnswer>('recommendations/page', body, signal).catch(() => undefined)
    // A page that is taken away meanwhile was seen all the same.
    if (answer === undefined && !this.isConnected) this.#push(view)
    if (signal.aborted) return
    // The lists can do without this page; the view is still told.
    if (answer === undefined) this.#push(view)
    else if (view !== undefined) tracker.noteSent(view, answer?.view, performance.now() - startedAt)
    for (const [k, list] of lists.entries()) list.take(answer?.lists[k])
  }
}
