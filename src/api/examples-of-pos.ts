/** Examples of tills: registers, associates, screens, signing in, finding a customer. */
import type { Example } from './example.ts'

const TAB_LAYOUT = {
  layoutId: 'counter',
  title: 'Counter',
  screens: {
    transaction: {
      recommendations: {
        show: 'tab',
        tabLabel: 'Goes with it',
        tabIcon: 'sparkle',
        position: 1,
        count: 6,
      },
      grid: {
        columns: 2,
        panels: [
          {
            panelId: 'sale',
            title: 'Sale',
            buttons: [
              { label: 'Tea', icon: 'box', action: { do: 'add-item', itemId: 'tea-1009' } },
              { label: 'Pay', icon: 'card', action: { do: 'pay' } },
            ],
          },
        ],
      },
    },
  },
}
const REGISTER = { registerId: 'london-1', channel: 'store-london', title: 'Register 1', layoutId: 'counter' }
const ASSOCIATE = { associateId: 'mia', name: 'Mia Ward', channels: ['store-london'] }
const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJtaWEifQ.fXpN0Q'
const SESSION = {
  expiresAt: 1772409600000,
  register: REGISTER,
  associate: { associateId: 'mia', name: 'Mia Ward' },
  layout: TAB_LAYOUT,
}
const accepted = (id: string) => ({
  accepted: 1,
  duplicates: 0,
  rejected: 0,
  results: [{ status: 'accepted', id }],
})
const notThere = (kind: string, id: string) => ({
  accepted: 0,
  duplicates: 0,
  rejected: 1,
  results: [
    {
      status: 'rejected',
      code: 'UNKNOWN',
      field: '',
      message: `there is no ${kind} ${JSON.stringify(id)}`,
      fix: 'Nothing was to be done.',
    },
  ],
})

export const POS_EXAMPLES = {
  putScreenLayouts: { body: { shop: 'demo', screenLayouts: [TAB_LAYOUT] }, answer: accepted('counter') },
  deleteScreenLayouts: {
    body: { shop: 'demo', ids: ['garden'] },
    answer: notThere('screen-layout', 'garden'),
  },
  listScreenLayouts: {
    query: { shop: 'demo' },
    answer: { screenLayouts: [{ ...TAB_LAYOUT, isShipped: false }] },
  },
  putRegisters: { body: { shop: 'demo', registers: [REGISTER] }, answer: accepted('london-1') },
  listRegisters: { query: { shop: 'demo' }, answer: { registers: [REGISTER] } },
  deleteRegisters: { body: { shop: 'demo', ids: ['leeds-9'] }, answer: notThere('register', 'leeds-9') },
  putAssociates: {
    body: { shop: 'demo', associates: [{ ...ASSOCIATE, pin: '4711' }] },
    answer: accepted('mia'),
  },
  listAssociates: { query: { shop: 'demo' }, answer: { associates: [ASSOCIATE] } },
  deleteAssociates: { body: { shop: 'demo', ids: ['noah'] }, answer: notThere('associate', 'noah') },
  listTills: {
    query: { shop: 'demo' },
    answer: {
      registers: [
        {
          registerId: 'london-1',
          channel: 'store-london',
          channelTitle: 'London',
          title: 'Register 1',
          associates: [{ associateId: 'mia', name: 'Mia Ward' }],
        },
      ],
    },
  },
  signIn: {
    body: { shop: 'demo', registerId: 'london-1', associateId: 'mia', pin: '4711' },
    answer: { token: TOKEN, deviceToken: TOKEN, ...SESSION },
  },
  getTill: { query: { shop: 'demo' }, answer: SESSION },
  getStoreSnapshot: { query: { shop: 'demo', channel: 'store-london' }, answer: 'AISLECOL…' },
  getOrder: {
    params: { orderId: 'o-3' },
    query: { shop: 'demo' },
    answer: {
      order: {
        orderId: 'o-3',
        at: 1772366400000,
        channel: 'store-london',
        totalMinor: 4595,
        currency: 'GBP',
        lines: [
          {
            itemId: 'kettle-1001',
            quantity: 1,
            priceMinor: 4595,
            item: {
              itemId: 'kettle-1001',
              title: 'Gooseneck Kettle',
              brand: 'Alder',
              priceMinor: 4595,
              currency: 'GBP',
              pictures: [{ url: '/pictures/demo/kettle-1001.svg', alt: 'Gooseneck Kettle' }],
            },
          },
        ],
        customerId: 'c-17',
        refundedLines: [],
      },
    },
  },
  findCustomers: {
    query: { shop: 'demo', query: 'ada', limit: '5' },
    answer: {
      customers: [{ customerId: 'c-17', name: 'Ada Moss', loyalty: { tier: 'gold', points: 1200 } }],
      isCut: false,
    },
  },
} as const satisfies Record<string, Example>
