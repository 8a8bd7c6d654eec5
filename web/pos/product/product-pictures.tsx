import { type ReactNode, useState } from 'react'
import { Picture } from '../../shared/picture.tsx'
import type { Item } from '../../shared/wire.ts'

/** The pictures of a product, one of them large. */
export const ProductPictures = ({ item }: { readonly item: Item }): ReactNode => {
  const name = item.title ?? item.itemId
  const pictures = item.pictures ?? []
  const [place, setPlace] = useState(0)
  const shown = pictures[Math.min(place, pictures.length - 1)]
  return (
    <div className="product-pictures">
      <Picture url={shown?.url} alt={shown?.alt ?? name} name={name} size={480} isEager />
      {pictures.length > 1 && (
        <ul aria-label="Pictures">
          {pictures.slice(0, 8).map(({ url, alt }, k) => (
            <li key={url}>
              <button
                type="button"
                aria-pressed={k === place}
                aria-label={alt ?? `Picture ${k + 1}`}
                onClick={() => setPlace(k)}
              >
                <Picture url={url} alt="" name={name} size={64} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
