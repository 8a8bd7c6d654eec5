/** One call with its answer, as the API reference shows it. */
import type { Json } from '../domain/json.ts'

export type Example = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** JSON, or text where the body is none. */
  readonly body?: Json
  readonly answer: Json
}
