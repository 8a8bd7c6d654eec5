import { type ReactNode, useState } from 'react'
import { safeUrl } from './safe-url.ts'

type PictureProps = {
  readonly url: string | undefined
  /** Empty where the name stands beside it. */
  readonly alt: string
  /** What is drawn instead when there is no picture: its first letter or digit. */
  readonly name: string
  /** Width and height in CSS pixels before the layout scales it. */
  readonly size?: number
  readonly isEager?: boolean
}

/** A square picture that takes its place before it is there. */
export const Picture = ({ url, alt, name, size = 320, isEager = false }: PictureProps): ReactNode => {
  const [brokenUrl, setBrokenUrl] = useState<string>()
  const src = safeUrl(url)
  const initial = (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·').toUpperCase()
  return (
    <span className="picture">
      {src === undefined || src === brokenUrl ? (
        <span className="picture-initial" aria-hidden="true">
          {initial}
        </span>
      ) : (
        <img
          src={src}
          alt={alt}
          width={size}
          height={size}
          loading={isEager ? 'eager' : 'lazy'}
          decoding="async"
          onError={() => setBrokenUrl(src)}
        />
      )}
    </span>
  )
}
