import type { ReactNode } from 'react'
import { Illustration } from '../shared/pictures/illustration.tsx'
import { Link } from '../shared/router.tsx'
import { homeAddress } from './page-address.ts'
import { useStore } from './store.tsx'
import { usePageTitle } from './use-page-title.ts'

export const NotFound = ({ what }: { readonly what: string }): ReactNode => {
  const { shopId } = useStore()
  usePageTitle('Not found')
  return (
    <section className="notice">
      <Illustration name="lost" />
      <h1>Not here</h1>
      <p>{what} is not in this shop, or no longer.</p>
      <Link className="button" href={homeAddress(shopId)}>
        To the start
      </Link>
    </section>
  )
}
