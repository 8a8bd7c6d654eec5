/** `<aisle-block audience="…">`: shows what stands in it to whom it is meant, and until that is known to nobody. */
import { AisleElement } from './aisle-element.ts'
import { connection } from './connection.ts'

export class AisleBlock extends AisleElement {
  static readonly observedAttributes = ['audience']

  override update(): void {
    const { tracker } = connection()
    const isSignedIn = tracker.identity().customerId !== undefined
    const holds: Readonly<Record<string, boolean>> = {
      'signed-in': isSignedIn,
      anonymous: !isSignedIn,
      new: !tracker.isReturning(),
      returning: tracker.isReturning(),
      emulated: tracker.identity().isEmulated,
    }
    // All that are named must hold; a word that is none of these never does.
    this.hidden = !(this.text('audience') ?? '')
      .split(/\s+/)
      .every((word) => word === '' || holds[word] === true)
  }
}
