import { type ReactNode, useEffect, useRef } from 'react'
import { stockIn, variantName } from '../../shared/basket-line.ts'
import { Icon } from '../../shared/icon.tsx'
import type { Item } from '../../shared/wire.ts'
import { priceWords } from './price-words.ts'

type VariantChoiceProps = {
  readonly item: Item
  readonly channelId: string
  readonly currency: string
  readonly onChoose: (sku: string) => void
  readonly onClose: () => void
}

/** Asks which variant it is. One that is counted out can be sold all the same: it is in the hand. */
export const VariantChoice = ({
  item,
  channelId,
  currency,
  onChoose,
  onClose,
}: VariantChoiceProps): ReactNode => {
  const panel = useRef<HTMLDialogElement>(null)
  useEffect(() => panel.current?.showModal(), [])
  return (
    <dialog ref={panel} className="panel" aria-labelledby="variant-heading" onClose={onClose}>
      <form method="dialog" className="panel-head">
        <h2 id="variant-heading">Which one?</h2>
        <button className="icon-button" aria-label="Close">
          <Icon name="close" />
        </button>
      </form>
      <p>{item.title ?? item.itemId}</p>
      <ul className="variants">
        {(item.skus ?? []).map((sku) => {
          const units = stockIn(item, channelId, sku)
          return (
            <li key={sku.sku}>
              <button type="button" onClick={() => onChoose(sku.sku)}>
                <strong>{variantName(sku)}</strong>
                <span>{priceWords(item, channelId, currency, sku)}</span>
                {units !== undefined && <span className="muted">{units} here</span>}
              </button>
            </li>
          )
        })}
      </ul>
    </dialog>
  )
}
