/** Examples of events and documents. */
import type { Example } from './example.ts'

export const RECORDS_EXAMPLES = {
  sendEvents: {
    body: {
      shop: 'demo',
      events: [
        {
          eventId: 'view-8f2a',
          kind: 'product-view',
          itemId: 'kettle-1001',
          shopper: { visitorId: 'v-42' },
          sessionId: 's-7',
        },
        {
          eventId: 'order-2041',
          kind: 'order',
          orderId: '2041',
          shopper: { visitorId: 'v-42', customerId: 'c-17' },
          lines: [{ itemId: 'kettle-1001', quantity: 2, priceMinor: 4595 }],
        },
        { eventId: 'order-2042', kind: 'order', orderId: '2042' },
      ],
    },
    answer: {
      accepted: 2,
      duplicates: 0,
      rejected: 1,
      results: [
        { status: 'accepted', id: 'view-8f2a' },
        { status: 'accepted', id: 'order-2041' },
        {
          status: 'rejected',
          code: 'MISSING',
          field: '/lines',
          message: 'an event of kind order needs lines',
          fix: 'Add the field.',
        },
      ],
    },
  },
  listRejects: {
    query: { shop: 'demo', limit: '2' },
    answer: {
      total: 1,
      counts: [{ code: 'MISSING', field: '/lines', count: 1 }],
      rejects: [
        {
          rejectId: 1,
          rejectedAt: 1772366400000,
          source: 'http',
          code: 'MISSING',
          field: '/lines',
          message: 'an event of kind order needs lines',
          body: '{"eventId":"order-2042","kind":"order","orderId":"2042"}',
        },
      ],
      nextBefore: null,
    },
  },
  putItems: {
    body: {
      shop: 'demo',
      items: [
        {
          itemId: 'lamp-1',
          title: 'Desk Lamp',
          brand: 'Alder',
          categories: ['Home > Lamps'],
          priceMinor: 5900,
          pictures: [{ url: 'https://shop.example/lamp-1.jpg', alt: 'A desk lamp' }],
          url: 'https://shop.example/lamp-1',
          relations: { accessories: ['mug-1004'] },
        },
      ],
    },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'lamp-1' }] },
  },
  patchItems: {
    body: { shop: 'demo', items: [{ itemId: 'kettle-1001', priceMinor: 3995, listPriceMinor: 4595 }] },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'kettle-1001' }] },
  },
  deleteItems: {
    body: { shop: 'demo', ids: ['tea-1009'] },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'tea-1009' }] },
  },
  listItems: {
    query: { shop: 'demo', category: 'Kitchen', includeDescendants: 'true', limit: '2' },
    answer: {
      items: [
        {
          itemId: 'kettle-1001',
          title: 'Gooseneck Kettle',
          brand: 'Alder',
          categories: ['Kitchen > Kettles'],
          priceMinor: 4595,
          addedAt: 1770681600000,
        },
        {
          itemId: 'mug-1004',
          title: 'Stoneware Mug',
          brand: 'Alder',
          categories: ['Kitchen > Mugs'],
          priceMinor: 1250,
          addedAt: 1770681600000,
        },
      ],
      totalItems: 3,
      skip: 0,
      limit: 2,
    },
  },
  getItem: {
    params: { itemId: 'kettle-1001' },
    query: { shop: 'demo' },
    answer: {
      item: {
        itemId: 'kettle-1001',
        title: 'Gooseneck Kettle',
        brand: 'Alder',
        categories: ['Kitchen > Kettles'],
        priceMinor: 4595,
        addedAt: 1770681600000,
      },
      isListed: true,
    },
  },
  listCategories: {
    query: { shop: 'demo' },
    answer: {
      categories: [
        { path: 'Kitchen', name: 'Kitchen', depth: 0, itemCount: 3 },
        { path: 'Kitchen > Kettles', name: 'Kettles', depth: 1, itemCount: 1 },
      ],
    },
  },
  putCustomers: {
    body: {
      shop: 'demo',
      customers: [
        {
          customerId: 'c-17',
          name: 'Ada Moss',
          email: 'ada@shop.example',
          loyalty: { tier: 'gold', points: 1200 },
          consent: { personalization: true },
        },
      ],
    },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'c-17' }] },
  },
  patchCustomers: {
    body: { shop: 'demo', customers: [{ customerId: 'c-17', email: null, loyalty: { points: 1350 } }] },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'c-17' }] },
  },
  deleteCustomers: {
    body: { shop: 'demo', ids: ['c-18'] },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'c-18' }] },
  },
  getCustomer: {
    params: { customerId: 'c-17' },
    query: { shop: 'demo' },
    answer: {
      customer: { customerId: 'c-17', name: 'Ada Moss', loyalty: { tier: 'gold', points: 1200 } },
      wishlist: ['mug-1004'],
    },
  },
  putChannels: {
    body: {
      shop: 'demo',
      channels: [
        {
          channelId: 'store-leeds',
          title: 'Leeds',
          kind: 'store',
          assortments: [{ assortmentId: 'no-tea', mode: 'exclude', categories: ['Kitchen > Tea'] }],
        },
      ],
    },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'store-leeds' }] },
  },
  patchChannels: {
    body: { shop: 'demo', channels: [{ channelId: 'store-london', title: 'London, Strand' }] },
    answer: {
      accepted: 1,
      duplicates: 0,
      rejected: 0,
      results: [{ status: 'accepted', id: 'store-london' }],
    },
  },
  deleteChannels: {
    body: { shop: 'demo', ids: ['store-london'] },
    answer: {
      accepted: 1,
      duplicates: 0,
      rejected: 0,
      results: [{ status: 'accepted', id: 'store-london' }],
    },
  },
  listChannels: {
    query: { shop: 'demo' },
    answer: {
      channels: [
        {
          channelId: 'store-leeds',
          title: 'Leeds',
          kind: 'store',
          assortments: [{ assortmentId: 'no-tea', mode: 'exclude', categories: ['Kitchen > Tea'] }],
        },
        { channelId: 'store-london', title: 'London', kind: 'store' },
      ],
    },
  },
  createShop: {
    body: { shop: 'bakery', title: 'Bakery', currency: 'EUR', timeZone: 'Europe/Berlin' },
    answer: { shop: 'bakery', title: 'Bakery', currency: 'EUR', timeZone: 'Europe/Berlin' },
  },
  getShop: { params: { shop: 'demo' }, answer: { shop: 'demo', currency: 'GBP', timeZone: 'Europe/London' } },
  patchShop: {
    body: { shop: 'demo', lists: { trending: { windowDays: 14 } } },
    answer: {
      shop: 'demo',
      currency: 'GBP',
      timeZone: 'Europe/London',
      lists: { trending: { windowDays: 14 } },
    },
  },
} satisfies Readonly<Record<string, Example>>
