/** How the server is, for load balancers. */
import { Type } from 'typebox'

export const LiveAnswerSchema = Type.Object({
  status: Type.Literal('live'),
  isOwner: Type.Boolean({ description: 'Whether the secret of this process was sent.' }),
})
export const ReadyAnswerSchema = Type.Object({
  status: Type.Literal('ready'),
  shops: Type.Optional(Type.Array(Type.String(), { description: 'Only for callers on this machine.' })),
})
