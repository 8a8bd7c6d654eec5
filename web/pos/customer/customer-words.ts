/** How a customer is called at the till, and how reasons speak of them. */
import type { Customer, Shop } from '../../shared/wire.ts'

type Named = Pick<Customer, 'customerId' | 'name'>

export const customerName = ({ name, customerId }: Named): string =>
  name === undefined || name.trim() === '' ? customerId : name

export const firstName = (customer: Named): string =>
  customerName(customer).split(/\s+/)[0] ?? customer.customerId

/** “The customer bought Rye” → “Ann bought Rye”, once it is known who it is. */
export const reasonFor = (text: string, customer: Named | undefined): string =>
  customer === undefined ? text : text.replace(/\bthe customer\b/i, () => firstName(customer))

/** Whether they allow it: what they said, else what holds in the shop for those who said nothing. */
export const allows = (
  { consentModel }: Pick<Shop, 'consentModel'>,
  { consent }: Pick<Customer, 'consent'>,
  purpose: 'personalization' | 'tracking',
): boolean => consent?.[purpose] ?? consentModel !== 'opt-in'
