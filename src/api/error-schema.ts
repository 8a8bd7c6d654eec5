/** What every failure is answered with. */
import { Type } from 'typebox'

export const ErrorSchema = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'For programs; see docs/errors.md.', examples: ['BAD_REQUEST'] }),
      message: Type.String({ description: 'What is wrong.' }),
      fix: Type.String({ description: 'What to do.' }),
      field: Type.Optional(
        Type.String({ description: 'The field that is wrong, as a JSON pointer.', examples: ['/limit'] }),
      ),
      requestId: Type.String({ description: 'Stands in the log of the server.' }),
    }),
  },
  { description: 'A failure: what is wrong and what to do.' },
)
