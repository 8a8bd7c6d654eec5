/** A row of tiles that scrolls sideways. */
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { Icon } from './icon.tsx'

type ShelfProps = {
  readonly title: string
  /** Beside the title. */
  readonly aside?: ReactNode
  readonly trackRef?: RefObject<HTMLUListElement | null>
  readonly isBusy?: boolean
  /** For a row of another shape. */
  readonly trackClass?: string
  /** `li` elements */
  readonly children: ReactNode
}

export const Shelf = ({
  title,
  aside,
  trackRef,
  isBusy = false,
  trackClass = '',
  children,
}: ShelfProps): ReactNode => {
  const headingId = useId()
  const ownRef = useRef<HTMLUListElement>(null)
  const ref = trackRef ?? ownRef
  const [isCut, setIsCut] = useState(true)
  useEffect(() => {
    const track = ref.current
    if (track === null) return undefined
    const observer = new ResizeObserver(() => setIsCut(track.scrollWidth > track.clientWidth))
    observer.observe(track)
    return () => observer.disconnect()
  }, [ref, isBusy])
  const scroll = (direction: 1 | -1): void => {
    const track = ref.current
    track?.scrollBy({ left: direction * track.clientWidth * 0.85 })
  }
  return (
    <section className="shelf" aria-labelledby={headingId} aria-busy={isBusy}>
      <div className="shelf-head">
        <h2 id={headingId}>{title}</h2>
        {aside}
        <div className="shelf-arrows" hidden={!isCut}>
          <button
            type="button"
            className="icon-button"
            aria-label={`${title}: back`}
            onClick={() => scroll(-1)}
          >
            <Icon name="left" />
          </button>
          <button type="button" className="icon-button" aria-label={`${title}: on`} onClick={() => scroll(1)}>
            <Icon name="right" />
          </button>
        </div>
      </div>
      <ul className={`shelf-track ${trackClass}`} ref={ref}>
        {children}
      </ul>
    </section>
  )
}
