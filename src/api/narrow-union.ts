/** Of a schema with alternatives, the one that a value means: so that its sender hears what is wrong with that one. */

type Schema = {
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly type?: string
  readonly required?: readonly string[]
  readonly prefixItems?: readonly Schema[]
}

const OBJECT = { type: 'object' } as const

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The property by which all alternatives are told apart; undefined when there is none. */
const tagOf = (branches: readonly Schema[]): string | undefined =>
  Object.keys(branches[0]?.properties ?? {}).find((name) =>
    branches.every(({ properties }) => properties?.[name]?.const !== undefined),
  )

/**
 * Alternatives that are told apart by a constant give way to the one that the value names; where it names none, to an
 * object whose constant is any of theirs.
 */
export const narrowUnion = (schema: Schema, value: unknown): Schema => {
  const { anyOf, properties, items } = schema
  if (anyOf !== undefined) {
    const tag = tagOf(anyOf)
    if (tag === undefined || !isObject(value)) return schema
    const branch = anyOf.find((one) => one.properties?.[tag]?.const === value[tag])
    if (branch !== undefined) return narrowUnion(branch, value)
    const names = anyOf.map((one) => one.properties?.[tag]?.const)
    return { ...OBJECT, required: [tag], properties: { [tag]: { enum: names } } }
  }
  if (properties !== undefined && isObject(value))
    return {
      ...schema,
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [
          name,
          Object.hasOwn(value, name) ? narrowUnion(inner, value[name]) : inner,
        ]),
      ),
    }
  if (items !== undefined && Array.isArray(value)) {
    const { items: _, ...rest } = schema
    return { ...rest, prefixItems: value.map((inner) => narrowUnion(items, inner)) }
  }
  return schema
}
