/** An example of every call, by operationId: the API reference shows them, and a test asks them. */
import type { Example } from './example.ts'
import { DECISIONS_EXAMPLES } from './examples-of-decisions.ts'
import { LISTS_EXAMPLES } from './examples-of-lists.ts'
import { MERCHANDISING_EXAMPLES } from './examples-of-merchandising.ts'
import { POS_EXAMPLES } from './examples-of-pos.ts'
import { RECORDS_EXAMPLES } from './examples-of-records.ts'
import { RUNNING_EXAMPLES } from './examples-of-running.ts'
import { SHOPPERS_EXAMPLES } from './examples-of-shoppers.ts'

export const EXAMPLES: Readonly<Record<string, Example>> = {
  ...RECORDS_EXAMPLES,
  ...LISTS_EXAMPLES,
  ...DECISIONS_EXAMPLES,
  ...MERCHANDISING_EXAMPLES,
  ...SHOPPERS_EXAMPLES,
  ...POS_EXAMPLES,
  ...RUNNING_EXAMPLES,
}
