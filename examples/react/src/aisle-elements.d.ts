/** Lets React know the elements of Aisle: their attributes, their events. */
import type { AisleElements } from '@aisle/client/elements'
import type { HTMLAttributes, RefAttributes } from 'react'

type Common = HTMLAttributes<HTMLElement> & RefAttributes<HTMLElement>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends AisleElements<Common> {}
  }
}
