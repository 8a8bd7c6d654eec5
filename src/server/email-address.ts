/** E-mail addresses, as far as a look at them tells. */
import { AisleError } from '../domain/errors.ts'

const SHAPE = /^[^\s@<>"',;]+@[^\s@<>"',;.]+(\.[^\s@<>"',;.]+)+$/
/** Of what goes through mail servers. */
const LENGTH_MAX = 254

/** @throws AisleError BAD_REQUEST */
export const checkEmail = (email: string): void => {
  if (email.length > LENGTH_MAX || !SHAPE.test(email))
    throw new AisleError('BAD_REQUEST', 'This is no e-mail address.', {
      field: '/email',
      fix: 'Send one as ada@shop.example.',
    })
}
