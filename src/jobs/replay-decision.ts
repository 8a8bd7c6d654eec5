/** A decision made again: the shop as it stood then, the model that served then, the same request. Is the answer the same? */
import type { Decision } from '../domain/decision.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopEvent } from '../domain/event.ts'
import type { Shop } from '../domain/catalog.ts'
import type { ShopId } from '../domain/ids.ts'
import { type Json, mergePatch } from '../domain/json.ts'
import type { ServingModel } from '../serving/serving-model.ts'
import type { Store } from '../stores/ports.ts'
import { ShopView } from '../views/shop-view.ts'
import { readVersions } from './document-history.ts'

const PAGE_RECORDS = 5_000

/** What an answer rests on besides its request. */
export type AnswerDeps = {
  readonly view: ShopView
  readonly model: ServingModel | undefined
  /** ms UTC */
  readonly now: number
  readonly seed: number
  readonly mayNameCustomer: boolean
  /** Items that other lists of the page had taken. */
  readonly taken: readonly string[]
}

export type Entry = { readonly itemId: string; readonly score: number }

export type ReplayDeps = {
  readonly store: Store
  /** @throws AisleError MODEL_UNKNOWN when it is not kept any more */
  readonly openModel: (modelVersion: string) => Promise<ServingModel>
  /** Makes the answer, as the server does. */
  readonly answer: (request: unknown, deps: AnswerDeps) => { readonly items: readonly Entry[] }
  readonly progress?: (doneSeq: number, logSeq: number) => void
}

export type Difference = {
  /** Counted from 1. */
  readonly place: number
  /** Undefined where the list had ended. */
  readonly recorded: Entry | undefined
  readonly replayed: Entry | undefined
}

export type Replayed = {
  readonly isSame: boolean
  readonly itemCount: number
  readonly logSeq: number
  readonly model: string | null
  /** The first one; undefined when there is none. */
  readonly difference: Difference | undefined
}

/**
 * The shop as it stood after the record `logSeq`, folded from its log. About 200,000 records a second.
 *
 * @throws AisleError BAD_REQUEST when the log is shorter than that, or had no shop then
 */
export const viewAt = async (
  store: Store,
  shop: ShopId,
  logSeq: number,
  progress: (doneSeq: number, logSeq: number) => void = () => {},
): Promise<ShopView> => {
  const ofShop = { shop, kind: 'shop', id: shop, limit: 1, beforeSeq: logSeq + 1 } as const
  const [version] = await readVersions(store, ofShop)
  if (version?.document === undefined || (await store.headSeq(shop)) < logSeq)
    throw new AisleError('BAD_REQUEST', `The log of ${shop} does not hold what the decision rests on.`, {
      fix: 'Replay it on the store of the server that made it.',
    })
  // Days are counted in the time zone of then, from the first record on: as the view that served counted them.
  const view = new ShopView(version.document as unknown as Shop)
  for (let seq = 0; seq < logSeq; ) {
    for (const record of await store.readLog(shop, seq, Math.min(PAGE_RECORDS, logSeq - seq))) {
      const { op, kind, id, body, loggedAt } = record
      seq = record.seq
      if (op === 'event') {
        view.foldEvent(seq, JSON.parse(body) as ShopEvent)
        continue
      }
      const parsed = op === 'delete' ? undefined : (JSON.parse(body) as Json)
      const document =
        op === 'patch' ? mergePatch(view.document(kind, id) as Json | undefined, parsed as Json) : parsed
      view.foldDocument(kind, id, document, loggedAt)
    }
    progress(seq, logSeq)
  }
  return view
}

const firstDifference = (recorded: readonly Entry[], replayed: readonly Entry[]): Difference | undefined => {
  const entryOf = (entry: Entry | undefined): Entry | undefined =>
    entry === undefined ? undefined : { itemId: entry.itemId, score: entry.score }
  for (let k = 0; k < Math.max(recorded.length, replayed.length); k++) {
    const [before, again] = [recorded[k], replayed[k]]
    if (before?.itemId !== again?.itemId || before?.score !== again?.score)
      return { place: k + 1, recorded: entryOf(before), replayed: entryOf(again) }
  }
  return undefined
}

/**
 * @throws AisleError BAD_REQUEST when the log is not that of the decision, or it does not say whose past it rests on;
 *   MODEL_UNKNOWN, MODEL_CORRUPT
 */
export const replayDecision = async (
  { shop, request, response, decidedAt, seed, mayNameCustomer, taken, isNameless }: Decision,
  { store, openModel, answer, progress }: ReplayDeps,
): Promise<Replayed> => {
  const { logSeq, model } =
    (response as { readonly versions?: { readonly logSeq?: number; readonly model?: string | null } })
      .versions ?? {}
  if (logSeq === undefined)
    throw new AisleError('BAD_REQUEST', 'The decision does not say what it rests on.', {
      fix: 'Only decisions of lists can be replayed.',
    })
  if (isNameless === true)
    throw new AisleError(
      'BAD_REQUEST',
      'The decision rests on the past of somebody who is not to be remembered, and does not say whose.',
      { fix: 'What was answered, and why, is kept: see `npx aisle decisions show`.' },
    )
  const servingModel = typeof model === 'string' ? await openModel(model) : undefined
  const view = await viewAt(store, shop as ShopId, logSeq, progress)
  const replayed = answer(request, {
    view,
    model: servingModel,
    now: decidedAt,
    seed: seed ?? 0,
    mayNameCustomer: mayNameCustomer ?? true,
    taken: taken ?? [],
  })
  const recorded = response.items as readonly Entry[]
  const difference = firstDifference(recorded, replayed.items)
  return {
    isSame: difference === undefined,
    itemCount: recorded.length,
    logSeq,
    model: model ?? null,
    difference,
  }
}
