/** Who a shopper of a demo shop is, before one acts as them. */
import type { ReactNode } from 'react'
import { countOf } from '../../shared/money.ts'
import { DepartmentIcon } from '../../shared/pictures/department-icon.tsx'
import { Avatar } from '../person/avatar.tsx'
import type { Shopper } from '../person/shopper-api.ts'

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })

const facts = ({ age, gender }: Shopper): string =>
  [age === undefined ? undefined : `${age} years old`, gender].filter((fact) => fact !== undefined).join(', ')

const ordersText = ({ orderCount, lastOrderAt }: Shopper): string =>
  orderCount === 0
    ? 'Nothing ordered yet'
    : `${countOf(orderCount, 'order')}${lastOrderAt === undefined ? '' : `, the last on ${DAY.format(lastOrderAt)}`}`

export const Interests = ({ names }: { readonly names: readonly string[] }): ReactNode => (
  <ul className="interests" aria-label="Interests, dearest first">
    {names.map((name) => (
      <li key={name} className="interest">
        <DepartmentIcon name={name} size={20} /> {name}
      </li>
    ))}
  </ul>
)

type CardProps = {
  readonly shopper: Shopper
  /** Buttons. */
  readonly children: ReactNode
}

export const PersonaCard = ({ shopper, children }: CardProps): ReactNode => (
  <article className="persona" aria-label={shopper.name}>
    <Avatar face={shopper} size={96} />
    <div className="persona-words">
      <h3>{shopper.name}</h3>
      <p className="muted">{facts(shopper)}</p>
      {shopper.tier !== undefined && <p className="persona-tier">{shopper.tier} member</p>}
    </div>
    <Interests names={shopper.interests} />
    <p className="muted">{ordersText(shopper)}</p>
    <div className="persona-buttons">{children}</div>
  </article>
)

/** The same size as a card, while one is coming. */
export const PersonaSkeleton = (): ReactNode => (
  <div className="persona is-coming" aria-hidden="true">
    <span className="persona-face skeleton-block" />
    <span className="skeleton-heading" />
    <span className="skeleton-block persona-lines" />
  </div>
)
