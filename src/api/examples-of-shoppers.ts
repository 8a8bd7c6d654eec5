/** Examples of shopper tokens, and of what shoppers see of themselves. */
import type { Example } from './example.ts'

const TOKEN =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJjLTE3IiwiYXVkIjoiZGVtbyIsImlhdCI6MTc3MjM2NjQwMCwiZXhwIjoxNzcyMzcwMDAwfQ.WkOmRyUqB1RT5s1wjvTzZzL3dCR0Zc8Y1m3n1xL0k2E'

export const SHOPPERS_EXAMPLES = {
  createShopperToken: {
    body: { shop: 'demo', customerId: 'c-17', ttlSeconds: 3600 },
    answer: { token: TOKEN, customerId: 'c-17', expiresAt: 1772370000000 },
  },
  getMe: {
    query: { shop: 'demo', customerId: 'c-17' },
    answer: {
      customer: { customerId: 'c-17', name: 'Ada Moss', loyalty: { tier: 'gold', points: 1200 } },
      consent: { personalization: true, tracking: true },
      isEmulated: false,
    },
  },
} satisfies Readonly<Record<string, Example>>
