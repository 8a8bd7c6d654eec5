/** Examples of shopper tokens, and of what shoppers see of themselves. */
import type { Example } from './example.ts'

const TOKEN =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJjLTE3IiwiYXVkIjoiZGVtbyIsImlhdCI6MTc3MjM2NjQwMCwiZXhwIjoxNzcyMzcwMDAwfQ.WkOmRyUqB1RT5s1wjvTzZzL3dCR0Zc8Y1m3n1xL0k2E'

const DATA = {
  shop: 'demo',
  customerId: 'c-17',
  exportedAt: 1772366400000,
  profile: { customerId: 'c-17', name: 'Ada Moss', loyalty: { tier: 'gold', points: 1200 } },
  consent: { said: {}, holds: { personalization: true, tracking: true } },
  wishlist: [],
  dismissed: [],
  visitorIds: ['v-42'],
  used: {
    bought: [{ itemId: 'kettle-1001', count: 1, lastAt: 1772366400000 }],
    wished: [],
    dismissed: [],
    recent: [{ kind: 'order', itemId: 'kettle-1001', at: 1772366400000 }],
    baskets: [],
  },
  models: { mayLearn: true, serving: 'efeebc97df427219', trainedAt: 1772330400000, keepsShoppers: false },
  events: [
    {
      eventId: 'o-3',
      kind: 'order',
      at: 1772366400000,
      channel: 'web',
      shopper: { customerId: 'c-17' },
      lines: [{ itemId: 'kettle-1001', quantity: 2 }],
    },
  ],
  orders: [
    {
      kind: 'order',
      at: 1772366400000,
      channel: 'web',
      lines: [{ itemId: 'kettle-1001', quantity: 2 }],
    },
  ],
  decisions: [],
}

const ERASURE = {
  erasureId: '01KJMMA2G0T8RJMV5N3F5W2C9K',
  shop: 'demo',
  state: 'done',
  askedAt: 1772366400000,
  endedAt: 1772366400120,
  doneShare: 1,
  erased: { events: 214, documents: 9, visitors: 2, rejects: 0, decisions: 31, isPurged: true, segments: 1 },
  modelsBefore: [
    {
      modelVersion: 'efeebc97df427219',
      trainedAt: 1772330400000,
      isServing: true,
      keepsShoppers: false,
    },
  ],
  retrainingAt: 1772416800000,
}

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
  patchMe: {
    body: {
      shop: 'demo',
      customerId: 'c-17',
      phone: '+44 7700 900017',
      consent: { personalization: false },
      wishlist: ['mug-1004'],
    },
    answer: {
      customer: {
        customerId: 'c-17',
        name: 'Ada Moss',
        phone: '+44 7700 900017',
        loyalty: { tier: 'gold', points: 1200 },
        wishlist: ['mug-1004'],
        wishlistAt: 1772366400000,
        consent: { personalization: false },
      },
      consent: { personalization: false, tracking: true },
      isEmulated: false,
    },
  },
  listMyOrders: {
    query: { shop: 'demo', customerId: 'c-17', limit: '1' },
    answer: {
      orders: [
        {
          orderId: '2041',
          at: 1772366400000,
          channel: 'web',
          totalMinor: 9190,
          currency: 'GBP',
          lines: [
            {
              itemId: 'kettle-1001',
              quantity: 2,
              priceMinor: 4595,
              item: {
                itemId: 'kettle-1001',
                title: 'Gooseneck Kettle',
                brand: 'Alder',
                priceMinor: 4595,
                currency: 'GBP',
                categories: ['Kitchen > Kettles'],
                pictures: [{ url: '/pictures/demo/kettle-1001.svg', alt: 'Gooseneck Kettle' }],
              },
            },
          ],
        },
      ],
      totalOrders: 3,
    },
  },
  endShopperTokens: { body: { shop: 'demo', customerId: 'c-17' }, answer: { customerId: 'c-17' } },
  endMyTokens: { body: { shop: 'demo', customerId: 'c-17' }, answer: { customerId: 'c-17' } },
  listDemoShoppers: {
    query: { shop: 'demo', interest: 'Kitchen', ageFrom: '30', ageTo: '60', limit: '1' },
    answer: {
      shoppers: [
        {
          customerId: 'customer-1001',
          name: 'Rosa Hale',
          age: 41,
          gender: 'female',
          tier: 'silver',
          interests: ['Kitchen', 'Garden'],
          orderCount: 3,
          lastOrderAt: 1772366400000,
        },
      ],
      interests: ['Kitchen'],
    },
  },
  createDemoAccount: {
    body: {
      shop: 'demo',
      name: 'Ida Lund',
      email: 'ida@shop.example',
      birthYear: 1990,
      interests: ['Kitchen'],
      visitorId: 'v-42',
    },
    answer: {
      token: TOKEN,
      expiresAt: 1772452800000,
      customer: {
        customerId: 'account-01KJMMA2G0HTD0RP453CR6KPQF',
        name: 'Ida Lund',
        email: 'ida@shop.example',
        birthYear: 1990,
        attributes: { interests: ['Kitchen'], isOwnAccount: true },
      },
    },
  },
  signInToDemo: {
    body: { shop: 'demo', customerId: 'customer-1001' },
    answer: {
      token: TOKEN,
      expiresAt: 1772452800000,
      customer: { customerId: 'customer-1001', name: 'Rosa Hale', gender: 'female', birthYear: 1985 },
      isEmulated: true,
    },
  },
  exportCustomer: { params: { customerId: 'c-17' }, query: { shop: 'demo' }, answer: DATA },
  exportMe: { query: { shop: 'demo', customerId: 'c-17' }, answer: DATA },
  eraseCustomer: { body: { shop: 'demo', customerId: 'c-18' }, answer: ERASURE },
  getErasure: { params: { erasureId: ERASURE.erasureId }, query: { shop: 'demo' }, answer: ERASURE },
  eraseMe: { body: { shop: 'demo', customerId: 'c-18' }, answer: ERASURE },
} satisfies Readonly<Record<string, Example>>
