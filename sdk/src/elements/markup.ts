/** The elements as pages write them, for the compiler of who writes them in TSX. See "In TSX" in docs/sdk.md. */
import type { Consent } from '../tracker.ts'
import type { ListAnswer, Suggestion } from './connection.ts'
import type { Picked } from './picked.ts'

/** What the elements tell, by the name of the event. */
export type AisleEvents = {
  'aisle-select': CustomEvent<Picked | Suggestion>
  'aisle-add': CustomEvent<Picked>
  'aisle-dismiss': CustomEvent<Picked>
  'aisle-shown': CustomEvent<ListAnswer>
  'aisle-search': CustomEvent<{ readonly query: string }>
  'aisle-consent': CustomEvent<Consent>
}

type Text = string | undefined
type Count = number | `${number}` | undefined
/** Is there, or not. */
type Flag = boolean | '' | undefined

/** React and Preact hear an event of this name by `onaisle-add={…}`. */
type Heard<K extends keyof AisleEvents> = {
  [N in K as `on${N}`]?: ((event: AisleEvents[N]) => void) | undefined
}

type About = { 'item-id'?: Text; category?: Text; basket?: Text; channel?: Text }

type ListAttributes = About & {
  placement?: Text
  list?: Text
  limit?: Count
  heading?: Text
  'heading-level'?: Count
  layout?: 'grid' | undefined
  add?: Text
  dismiss?: Text
  dismissed?: Text
  undo?: Text
  'item-url'?: Text
  reasons?: Flag
  'recommendation-id'?: Text
}
type SearchAttributes = { action?: Text; name?: Text; label?: Text; placeholder?: Text; 'item-url'?: Text }

/** The attributes of each element; `Common` is what every element of the framework takes. */
export interface AisleElements<Common = unknown> {
  'aisle-list': Common &
    ListAttributes &
    Heard<'aisle-select' | 'aisle-add' | 'aisle-dismiss' | 'aisle-shown'>
  'aisle-page': Common & About & { view?: Text }
  'aisle-search': Common & SearchAttributes & Heard<'aisle-select' | 'aisle-search'>
  'aisle-block': Common & { audience?: Text }
  'aisle-consent': Common & Heard<'aisle-consent'>
}
