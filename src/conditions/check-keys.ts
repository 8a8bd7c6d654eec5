/** What every check of an object from outside needs: its keys, and a refusal that names the place. */
import { ConditionError, shown } from './condition-error.ts'
import { nearestName } from './nearest-name.ts'

export type JsonRecord = Readonly<Record<string, unknown>>

/** @throws ConditionError */
export const refuse = (pointer: string, message: string, fix: string): never => {
  throw new ConditionError({ message, fix, pointer })
}

/** A key, as a JSON pointer writes it. @source RFC 6901 */
const pointerPart = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** @throws ConditionError for a key that the shape does not have */
export const checkKeys = (record: JsonRecord, allowed: readonly string[], pointer: string): void => {
  for (const key of Object.keys(record)) {
    if (allowed.includes(key)) continue
    const near = nearestName(key, allowed)
    refuse(
      `${pointer}/${pointerPart(key)}`,
      `${shown(key)} is not known here.`,
      near === undefined ? `Known here: ${allowed.join(', ')}.` : `Did you mean ${near}?`,
    )
  }
}
