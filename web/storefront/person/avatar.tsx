import { type CSSProperties, type ReactNode, useState } from 'react'
import { isDemoShop } from './shopper-api.ts'
import { useStore } from '../store.tsx'
import './avatar.css'

/** What is drawn of a person. */
export type Face = {
  readonly customerId: string
  readonly name: string
  readonly gender?: string | undefined
  readonly age?: number | undefined
}

const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase()
}

const pictureOf = (shopId: string, { customerId, gender, age }: Face): string => {
  const known = new URLSearchParams()
  if (gender !== undefined) known.set('gender', gender)
  if (age !== undefined) known.set('age', String(age))
  const query = known.toString()
  return `/pictures/${encodeURIComponent(shopId)}/people/${encodeURIComponent(customerId)}.svg${query === '' ? '' : `?${query}`}`
}

/** A person, where their name stands beside it: a drawn face in a demo shop, whose people do not exist, else initials. */
export const Avatar = ({ face, size = 32 }: { readonly face: Face; readonly size?: number }): ReactNode => {
  const { shopId, shop } = useStore()
  const [brokenUrl, setBrokenUrl] = useState<string>()
  const url = pictureOf(shopId, face)
  return (
    <span className="avatar" aria-hidden="true" style={{ '--avatar-size': `${size}px` } as CSSProperties}>
      {isDemoShop(shop.data) && url !== brokenUrl ? (
        <img src={url} alt="" width={size} height={size} onError={() => setBrokenUrl(url)} />
      ) : (
        initialsOf(face.name)
      )}
    </span>
  )
}
