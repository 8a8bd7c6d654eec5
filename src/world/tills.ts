/** The tills of the demo shop's stores, and who works at them. */
import type { Associate, Register } from '../domain/point-of-sale.ts'
import { FEMALE_NAMES, MALE_NAMES, STORES, SURNAMES } from './words.ts'

const REGISTERS_PER_STORE = 2
/** Of everybody: it opens nothing but demo shops. */
export const DEMO_PIN = '1234'

export type Tills = {
  readonly registers: readonly Register[]
  readonly associates: readonly (Omit<Associate, 'pinHash'> & { readonly pin: string })[]
}

const nameAt = (place: number): string => {
  const firstNames = place % 2 === 0 ? FEMALE_NAMES : MALE_NAMES
  return `${firstNames[(place * 7) % firstNames.length]} ${SURNAMES[(place * 11) % SURNAMES.length]}`
}

/** Two registers and two associates a store, and one who helps out in all of them. */
export const tillsOf = (): Tills => ({
  registers: STORES.flatMap(([channel]) =>
    Array.from({ length: REGISTERS_PER_STORE }, (_, k) => ({
      registerId: `${channel}-${k + 1}`,
      channel,
      title: `Register ${k + 1}`,
      // The second shows the list behind a tab, so that both ways can be seen.
      ...(k === 1 && { layoutId: 'tab' }),
    })),
  ),
  associates: [
    ...STORES.flatMap(([channel], store) =>
      [0, 1].map((k) => ({
        associateId: `${channel.replace('store-', '')}-${k + 1}`,
        name: nameAt(store * 2 + k),
        channels: [channel],
        pin: DEMO_PIN,
      })),
    ),
    { associateId: 'floater', name: nameAt(STORES.length * 2), pin: DEMO_PIN },
  ],
})
