/** `<aisle-consent>`: two switches for what a person allows. Their words can be given in slots of the same names. */
import type { Consent } from '../tracker.ts'
import { AisleElement } from './aisle-element.ts'
import { connection } from './connection.ts'
import { el, tell } from './dom.ts'

export class AisleConsent extends AisleElement {
  #switches: readonly HTMLInputElement[] = []

  override update(): void {
    const { tracker, words } = connection()
    const consent = tracker.consent()
    const names = ['tracking', 'personalization'] as const satisfies readonly (keyof Consent)[]
    if (this.#switches.length === 0) {
      this.#switches = names.map((name) =>
        el('input', { type: 'checkbox', role: 'switch', part: 'switch', name }),
      )
      const labels = names.map((name, k) =>
        el('label', { part: 'label' }, this.#switches[k] as Node, el('slot', { name }, words[name])),
      )
      this.show(el('fieldset', { part: 'fieldset' }, ...labels))
    }
    for (const [k, name] of names.entries()) {
      const box = this.#switches[k] as HTMLInputElement
      box.checked = consent[name]
      box.onchange = () => {
        tracker.setConsent({ [name]: box.checked })
        tell(this, 'aisle-consent', tracker.consent())
      }
    }
  }
}
