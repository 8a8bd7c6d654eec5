import { useStore } from '../store.tsx'
import { usePerson } from './person.tsx'
import type { Consents } from './shopper-api.ts'

/** What the person allows now, by what this browser was told and by what the shop knows of them. */
export const useAllowed = (): (() => Consents) => {
  const { tracker, shop } = useStore()
  const { identity, me } = usePerson()
  return () => {
    const here = tracker.consent()
    const isAssumed = shop.data?.consentModel !== 'opt-in'
    const known = identity.customerId === undefined ? undefined : me.data?.consent
    return {
      tracking: here.tracking && (known?.tracking ?? isAssumed),
      personalization: here.personalization && (known?.personalization ?? isAssumed),
    }
  }
}
