import type { ReactNode } from 'react'
import { Link } from './router.tsx'
import { Picture } from './picture.tsx'
import { Price } from './price.tsx'
import type { TileItem } from './wire.ts'

type TileProps = {
  readonly item: TileItem
  readonly href: string
  readonly currency: string | undefined
  readonly onOpen?: () => void
  /** Controls over the picture. */
  readonly children?: ReactNode
  readonly isEager?: boolean
}

/** One product in a row or a grid. */
export const Tile = ({ item, href, currency, onOpen, children, isEager = false }: TileProps): ReactNode => (
  <article className="tile">
    <Link className="tile-link" href={href} {...(onOpen !== undefined && { onClick: onOpen })}>
      <Picture url={item.pictures?.[0]?.url} alt="" name={item.title ?? item.itemId} isEager={isEager} />
      <span className="tile-brand">{item.brand ?? ''}</span>
      <span className="tile-title">{item.title ?? item.itemId}</span>
      <Price
        priceMinor={item.priceMinor}
        listPriceMinor={item.listPriceMinor}
        currency={item.currency ?? currency}
      />
    </Link>
    {children}
  </article>
)

/** A tile that is still coming, of the same size. */
export const TileSkeleton = (): ReactNode => (
  <div className="tile is-skeleton" aria-hidden="true">
    <span className="picture" />
    <span className="tile-brand" />
    <span className="tile-title" />
    <span className="price" />
  </div>
)

export const TileSkeletons = ({ count }: { readonly count: number }): ReactNode =>
  Array.from({ length: count }, (_, place) => (
    <li key={place}>
      <TileSkeleton />
    </li>
  ))
