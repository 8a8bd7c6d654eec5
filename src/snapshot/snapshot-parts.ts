/** What a store snapshot holds, before it is bytes and after. */
import type { Channel, Shop } from '../domain/catalog.ts'
import type { ModelRole } from '../domain/strategy.ts'
import type { BasketModel } from '../models/basket/basket-scorer.ts'
import type { Csr } from '../math/csr.ts'
import type { Merchandise, MerchandiseKind } from '../views/merchandise-view.ts'

/** Raised when the meaning of the bytes changes: a till then loads a new snapshot before it works offline again. */
export const SNAPSHOT_VERSION = 1
export const SNAPSHOT_KIND = 'store snapshot'
/** Items that the store takes up within so many days are in it, for a till that stays offline. */
export const AHEAD_DAYS = 14

/** Something that is not in it, or not whole, said for people. */
export type LeftOut = { readonly code: string; readonly text: string }

/** Why a role is missing that the server has. */
export const NOT_CARRIED = 'It is not in the snapshot of the store: it is answered online.'

/** What is told of a snapshot without opening it. */
export type SnapshotAbout = {
  /** Names what is in it: the same as long as nothing of it changed. */
  readonly snapshotId: string
  readonly shop: string
  readonly channel: string
  /** ms UTC: the shop as it stood then. */
  readonly madeAt: number
  readonly logSeq: number
  readonly engine: string
  readonly modelVersion: string | null
  readonly itemCount: number
  readonly leftOut: readonly LeftOut[]
}

/** Items alike or bought together, in rows. */
export type NeighborPart = {
  readonly form: 'neighbors'
  readonly neighbors: Csr
  readonly historyHalfLifeActs: number
}
export type BasketPart = { readonly form: 'basket' } & BasketModel
export type ModelPart = NeighborPart | BasketPart

/** A role's model, over the items of the snapshot. */
export type RolePart = {
  readonly role: ModelRole
  readonly recipe: string
  readonly part: ModelPart
}

/** Of a trained model, as the server has it: what was learned, by role, with the ids that its numbers stand for. */
export type WholeModel = {
  readonly modelVersion: string
  /** ms UTC */
  readonly trainedUntil: number
  readonly itemIds: readonly string[]
  readonly parts: readonly RolePart[]
  /** Why nothing answers for a role. */
  readonly missing: ReadonlyMap<ModelRole, string>
  readonly leftOut: readonly LeftOut[]
}

/** All documents but those of items. */
export type SnapshotDocuments = {
  readonly shop: Shop
  readonly channel: Channel | undefined
  readonly merchandise: { readonly [K in MerchandiseKind]?: readonly Merchandise[K][] }
  readonly model:
    | {
        readonly modelVersion: string
        readonly trainedUntil: number
        readonly parts: readonly {
          readonly role: ModelRole
          readonly recipe: string
          readonly form: ModelPart['form']
        }[]
        readonly missing: readonly (readonly [ModelRole, string])[]
      }
    | undefined
}
