/** Who works at the tills: written with a PIN, kept with its hash. What is refused of it is not kept aside, for it has the PIN. */
import { AssociateSchema, type WireAssociate } from '../api/pos-schema.ts'
import { compileCheck, type Problem, problem, shapeProblem } from '../api/problem.ts'
import type { Associate } from '../domain/point-of-sale.ts'
import type { ShopView } from '../views/shop-view.ts'
import type { Ingest } from './ingest.ts'
import { hashPin, isPin } from './pin-hash.ts'
import type { ShopRuntime } from './shop-runtime.ts'
import type { Outcome } from './sink.ts'

const check = compileCheck(AssociateSchema)

const problemOf = (raw: unknown, view: ShopView): Problem | undefined => {
  const misshapen = shapeProblem(raw, 'associate')
  if (misshapen !== undefined) return misshapen
  if (!check.is(raw)) return check.problemOf(raw)
  const { associateId, channels, pin } = raw as WireAssociate
  const unknown = (channels ?? []).findIndex((channel) => !view.catalog.knowsChannel(channel))
  if (unknown >= 0)
    return problem(
      'UNKNOWN',
      `/channels/${unknown}`,
      `there is no channel ${JSON.stringify(channels?.[unknown])}`,
      'Put the channel first.',
    )
  if (pin === undefined && !view.associates.has(associateId))
    return problem('INVALID', '/pin', 'a new associate needs a PIN', 'Send 4 to 8 digits.')
  return undefined
}

const sameStores = (a: Associate, b: WireAssociate): boolean =>
  JSON.stringify(a.channels) === JSON.stringify(b.channels)

const putOne = async (
  ingest: Ingest,
  runtime: ShopRuntime,
  { pin, ...rest }: WireAssociate,
): Promise<Outcome> => {
  const id = rest.associateId
  const current = runtime.view.associates.get(id)
  const keepsPin = current !== undefined && (pin === undefined || (await isPin(pin, current.pinHash)))
  if (keepsPin && current.name === rest.name && sameStores(current, rest)) return { status: 'duplicate', id }
  const body: Associate = { ...rest, pinHash: keepsPin ? current.pinHash : await hashPin(pin as string) }
  await ingest.own(runtime, {
    record: { op: 'put', kind: 'associate', id, body: JSON.stringify(body) },
    body,
  })
  return { status: 'accepted', id }
}

/** @throws AisleError STORE_FULL: then those before it were kept */
export const putAssociates = async (
  ingest: Ingest,
  runtime: ShopRuntime,
  raws: readonly unknown[],
): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = []
  for (const raw of raws) {
    const wrong = problemOf(raw, runtime.view)
    outcomes.push(
      wrong === undefined
        ? await putOne(ingest, runtime, raw as WireAssociate)
        : { status: 'rejected', ...wrong },
    )
  }
  return outcomes
}
