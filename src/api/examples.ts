/** An example of every call, by operationId: the API reference shows them, and a test asks them. */
import type { Json } from '../domain/json.ts'

export type Example = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** JSON, or text where the body is none. */
  readonly body?: Json
  readonly answer: Json
}

export const EXAMPLES: Readonly<Record<string, Example>> = {}
