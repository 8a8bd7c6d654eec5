/** What the elements share: a shadow with the style, and being made again when who is there changes. */
import { connection } from './connection.ts'
import { styleSheet } from './style.ts'

/** Where pages are made on a server there are no elements; the module can be imported all the same. */
const Base = (typeof HTMLElement === 'undefined' ? class {} : HTMLElement) as typeof HTMLElement

export abstract class AisleElement extends Base {
  #stop: (() => void) | undefined

  /** Makes what is shown, from attributes and who is there. */
  abstract update(): void

  connectedCallback(): void {
    if (this.shadowRoot === null) {
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [styleSheet()]
      this.show(document.createElement('slot'))
    }
    this.#stop = connection().tracker.subscribe(() => this.update())
    this.update()
  }

  disconnectedCallback(): void {
    this.#stop?.()
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.#stop !== undefined) this.update()
  }

  show(...nodes: readonly Node[]): void {
    this.shadowRoot?.replaceChildren(...nodes)
  }

  /** undefined when it is left out or empty */
  text(attribute: string): string | undefined {
    return this.getAttribute(attribute) || undefined
  }

  /** What lists rest on, from attributes. */
  context(): object {
    const { channel } = connection().options
    return {
      itemId: this.text('item-id'),
      category: this.text('category'),
      channel: this.text('channel') ?? channel,
      basket: this.text('basket')?.split(/\s+/),
    }
  }
}
