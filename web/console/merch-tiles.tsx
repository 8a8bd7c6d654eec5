/** The list as shoppers see it; each tile can be corrected in place. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Icon } from '../shared/icon.tsx'
import { Picture } from '../shared/picture.tsx'
import { Price } from '../shared/price.tsx'
import { WhyButton } from '../shared/why.tsx'
import type { ListEntry } from '../shared/wire.ts'
import type { ExplainedList } from './merchandise-wire.ts'
import type { ActionKind } from './rule-draft.ts'

export type Correction = { readonly kind: ActionKind; readonly itemId: string; readonly slot: number }

const REASONS_MAX = 2
const SKELETON_COUNT = 12

type TileProps = {
  readonly entry: ListEntry
  readonly list: ExplainedList
  /** Counted from 1. */
  readonly place: number
  /** What a rule did with it; undefined when none did. */
  readonly ruleNote: string | undefined
  readonly onCorrect: (correction: Correction) => void
}

const MerchTile = ({ entry, list, place, ruleNote, onCorrect }: TileProps): ReactNode => {
  // Tiles stay where they are and get other products, so that nothing moves: what is open is so for one product.
  const [openFor, setOpenFor] = useState<string>()
  const isOpen = openFor === entry.itemId
  const setIsOpen = (isNow: boolean): void => setOpenFor(isNow ? entry.itemId : undefined)
  const opener = useRef<HTMLButtonElement>(null)
  const first = useRef<HTMLButtonElement>(null)
  const item = entry.item ?? { itemId: entry.itemId }
  const name = item.title ?? item.itemId
  useEffect(() => {
    if (!isOpen) return undefined
    first.current?.focus()
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      setOpenFor(undefined)
      opener.current?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isOpen])
  const close = (): void => {
    setIsOpen(false)
    opener.current?.focus()
  }
  const action = (kind: ActionKind, text: string): ReactNode => (
    <button
      type="button"
      ref={kind === 'pin' ? first : undefined}
      onClick={() => {
        setIsOpen(false)
        onCorrect({ kind, itemId: entry.itemId, slot: place })
      }}
    >
      {text}
    </button>
  )
  return (
    <li className="merch-tile">
      <span className="entry-place">{place}</span>
      <Picture url={item.pictures?.[0]?.url} alt="" name={name} size={160} />
      <WhyButton entry={entry} list={list} />
      <span className="merch-name" title={`${name} (${item.itemId})`}>
        {name}
      </span>
      <Price priceMinor={item.priceMinor} listPriceMinor={item.listPriceMinor} currency={item.currency} />
      <ul className="merch-reasons">
        {entry.reasons.slice(0, REASONS_MAX).map((reason) => (
          <li key={reason.code} title={reason.text}>
            {reason.text}
          </li>
        ))}
      </ul>
      <span className="merch-rule" title={ruleNote}>
        {ruleNote ?? '\u00a0'}
      </span>
      <button
        type="button"
        ref={opener}
        className="button is-quiet merch-correct"
        aria-expanded={isOpen}
        aria-label={`Correct ${name}`}
        onClick={() => setIsOpen(true)}
      >
        Correct
      </button>
      {isOpen && (
        <fieldset className="merch-actions" aria-label={`Correct ${name}`}>
          {action('pin', `Pin here, at ${place}`)}
          {action('include', 'To the front')}
          {action('boost', 'Boost')}
          {action('bury', 'Bury')}
          {action('exclude', 'Exclude')}
          <button type="button" className="is-close" onClick={close}>
            <Icon name="close" size={16} /> Leave it
          </button>
        </fieldset>
      )}
    </li>
  )
}

type MerchTilesProps = {
  readonly list: ExplainedList | undefined
  readonly titleOfRule: (ruleId: string) => string
  readonly onCorrect: (correction: Correction) => void
}

/** What rules did with each item of a list. */
const ruleNotesOf = (
  list: ExplainedList,
  titleOfRule: (ruleId: string) => string,
): ReadonlyMap<string, string> =>
  new Map(
    (list.explanation?.items ?? []).flatMap(({ itemId, by, ruleId, weight }): readonly [string, string][] =>
      ruleId !== undefined
        ? [[itemId, `${by === 'pin' ? 'Pinned' : 'In front'} by rule: ${titleOfRule(ruleId)}`]]
        : weight !== undefined && weight !== 1
          ? [[itemId, `Score × ${Number(weight.toPrecision(3))} by rules`]]
          : [],
    ),
  )

export const MerchTiles = ({ list, titleOfRule, onCorrect }: MerchTilesProps): ReactNode => {
  if (list === undefined)
    return (
      <ol className="merch-tiles" aria-busy="true" aria-label="The list is coming">
        {Array.from({ length: SKELETON_COUNT }, (_, place) => (
          <li key={place} className="merch-tile is-blank" aria-hidden="true" />
        ))}
      </ol>
    )
  const notes = ruleNotesOf(list, titleOfRule)
  return (
    <ol className="merch-tiles">
      {list.items.map((entry, position) => (
        <MerchTile
          key={position}
          entry={entry}
          list={list}
          place={list.skip + position + 1}
          ruleNote={notes.get(entry.itemId)}
          onCorrect={onCorrect}
        />
      ))}
    </ol>
  )
}
