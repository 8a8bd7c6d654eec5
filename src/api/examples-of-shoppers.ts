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
} satisfies Readonly<Record<string, Example>>
