/** What a person says of themselves, as far as a look at it tells. */
import { AisleError } from '../domain/errors.ts'

const EMAIL = /^[^\s@<>"',;]+@[^\s@<>"',;.]+(\.[^\s@<>"',;.]+)+$/
/** Of what goes through mail servers. */
const EMAIL_LENGTH_MAX = 254

const refused = (field: string, message: string, fix: string): AisleError =>
  new AisleError('BAD_REQUEST', message, { field, fix })

type Profile = {
  readonly name?: string | null
  readonly email?: string | null
  readonly birthYear?: number | null
}

/**
 * @param now  ms UTC
 * @throws AisleError BAD_REQUEST
 */
export const checkProfile = ({ name, email, birthYear }: Profile, now: number): void => {
  if (typeof name === 'string' && name.trim() === '')
    throw refused('/name', 'The name is empty.', 'Send a name.')
  if (typeof email === 'string' && (email.length > EMAIL_LENGTH_MAX || !EMAIL.test(email)))
    throw refused('/email', 'This is no e-mail address.', 'Send one as ada@shop.example.')
  if (typeof birthYear === 'number' && birthYear > new Date(now).getUTCFullYear())
    throw refused('/birthYear', `${birthYear} has not come yet.`, 'Send an earlier year.')
}
