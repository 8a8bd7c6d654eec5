/** What there is to read about a product. */
import type { ReactNode } from 'react'
import type { Item } from '../../shared/wire.ts'

/** `waterproofRating` → Waterproof rating */
export const labelOf = (name: string): string => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}

export const Details = ({ item }: { readonly item: Item }): ReactNode => {
  const attributes = Object.entries(item.attributes ?? {}).flatMap(([name, value]) => {
    const parts = (Array.isArray(value) ? value : [value]).filter((part) =>
      ['string', 'number', 'boolean'].includes(typeof part),
    )
    return parts.length === 0
      ? []
      : [{ name, text: parts.map((part) => (part === true ? 'yes' : String(part))).join(', ') }]
  })
  return (
    <div className="product-details">
      {item.description !== undefined && (
        <section>
          <h2>About it</h2>
          {item.description.split(/\n{2,}/).map((paragraph, place) => (
            <p key={place}>{paragraph}</p>
          ))}
        </section>
      )}
      <section>
        <h2>Details</h2>
        <dl className="facts">
          {attributes.map(({ name, text }) => (
            <div key={name}>
              <dt>{labelOf(name)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
          <div>
            <dt>Product number</dt>
            <dd>{item.itemId}</dd>
          </div>
        </dl>
      </section>
    </div>
  )
}
