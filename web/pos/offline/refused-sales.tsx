/** Sales that the server would not have: somebody must look at them, so none is thrown away unseen. */
import { type ReactNode, useEffect, useState } from 'react'
import { countOf } from '../../shared/money.ts'
import { type KeptSale, retrySales, salesIn } from './sales-queue.ts'
import { sendSales } from './send-sales.ts'
import { useQueueCounts } from './use-queue-counts.ts'

const SHOWN_MAX = 20

const asFile = (sales: readonly KeptSale[]): string =>
  URL.createObjectURL(
    new Blob(
      [
        JSON.stringify(
          sales.map(({ event }) => event),
          undefined,
          2,
        ),
      ],
      { type: 'application/json' },
    ),
  )

export const RefusedSales = ({ shop }: { readonly shop: string }): ReactNode => {
  const { refused } = useQueueCounts()
  const [sales, setSales] = useState<readonly KeptSale[]>([])
  useEffect(() => {
    void salesIn(shop, 'refused', SHOWN_MAX).then(setSales)
  }, [shop, refused])
  const download = (): void => {
    const link = document.createElement('a')
    link.href = asFile(sales)
    link.download = 'refused-sales.json'
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <section className="refused-sales" aria-label="Refused sales">
      <h3>{countOf(refused, 'sale')} refused</h3>
      <ul>
        {sales.map(({ id, event, refusedBecause }) => (
          <li key={id}>
            <strong>{event.orderId ?? id}</strong> <span className="muted">{refusedBecause}</span>
          </li>
        ))}
      </ul>
      <div className="refused-buttons">
        <button
          type="button"
          className="button is-quiet"
          onClick={() => void retrySales(shop, sales).then(() => sendSales(shop))}
        >
          Send again
        </button>
        <button type="button" className="button is-quiet" onClick={download}>
          Save as a file
        </button>
      </div>
    </section>
  )
}
