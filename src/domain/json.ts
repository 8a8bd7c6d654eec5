/** JSON values, and the merge patch that every partial update follows. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json | undefined }

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether arrays and objects stand within each other more than `depthMax` deep. Never looks deeper than that. */
export const isDeeperThan = (value: unknown, depthMax: number): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (depthMax === 0) return true
  if (Array.isArray(value)) return value.some((inner) => isDeeperThan(inner, depthMax - 1))
  return Object.values(value).some((inner) => isDeeperThan(inner, depthMax - 1))
}

/** Sets an own property whatever its name, so that `__proto__` in somebody's data stays data. */
export const setOwn = (target: object, key: string, value: unknown): void => {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  else (target as Record<string, unknown>)[key] = value
}

/**
 * The target with the patch applied: `null` removes a key, objects merge, everything else replaces.
 *
 * @source RFC 7396, JSON Merge Patch
 */
export const mergePatch = (target: Json | undefined, patch: Json): Json => {
  if (!isObject(patch)) return patch
  const merged: Record<string, Json> = {}
  if (isObject(target))
    for (const key of Object.keys(target)) {
      const value = target[key]
      if (value !== undefined) setOwn(merged, key, value)
    }
  for (const key of Object.keys(patch)) {
    const value = patch[key]
    if (value === null || value === undefined) delete merged[key]
    else setOwn(merged, key, mergePatch(Object.hasOwn(merged, key) ? merged[key] : undefined, value))
  }
  return merged
}

/** The same value always gives the same text: keys are sorted. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )
