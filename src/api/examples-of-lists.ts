/** Examples of lists, asked for in every way. */
import type { Example } from './example.ts'

export const LISTS_EXAMPLES = {
  recommend: {
    body: {
      shop: 'demo',
      placement: 'home.trending',
      limit: 2,
      shopper: { visitorId: 'v-42' },
      withItems: true,
    },
    answer: {
      recommendationId: '01KJMMA2G0HTD0RP453CR6KPQF',
      shop: 'demo',
      list: 'trending',
      placement: 'home.trending',
      title: 'Trending now',
      items: [
        {
          itemId: 'kettle-1001',
          score: 8,
          reasons: [
            {
              code: 'NEW_AND_SELLING',
              text: '8 sold in the last 14 days, added within 180 days',
              values: { units: 8, windowDays: 14, addedWithinDays: 180 },
            },
          ],
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
        {
          itemId: 'mug-1004',
          score: 2,
          reasons: [
            {
              code: 'NEW_AND_SELLING',
              text: '2 sold in the last 14 days, added within 180 days',
              values: { units: 2, windowDays: 14, addedWithinDays: 180 },
            },
          ],
          item: {
            itemId: 'mug-1004',
            title: 'Stoneware Mug',
            brand: 'Alder',
            priceMinor: 1250,
            currency: 'GBP',
            categories: ['Kitchen > Mugs'],
            pictures: [{ url: '/pictures/demo/mug-1004.svg', alt: 'Stoneware Mug' }],
          },
        },
      ],
      totalItems: 3,
      isTotalExact: true,
      skip: 0,
      limit: 2,
      isPersonal: false,
      fallback: null,
      parameters: { windowDays: 14, addedWithinDays: 180, measure: 'units' },
      versions: { engine: '0.1.0', logSeq: 35, model: 'efeebc97df427219' },
    },
  },
  recommendPage: {
    body: {
      shop: 'demo',
      shopper: { visitorId: 'v-42' },
      context: { itemId: 'mug-1004' },
      placements: [
        { placement: 'product.people-also-like', limit: 2 },
        { placement: 'home.new', limit: 1 },
      ],
      view: { eventId: 'view-9c1d', sessionId: 's-7' },
    },
    answer: {
      shop: 'demo',
      lists: [
        {
          recommendationId: '01KJMMA2G0920F4691934AF3H7',
          list: 'people-also-like',
          placement: 'product.people-also-like',
          title: 'People also like',
          items: [
            {
              itemId: 'tea-1009',
              score: 0.61,
              reasons: [
                {
                  code: 'BECAUSE_YOU_VIEWED',
                  text: 'Because you looked at Stoneware Mug',
                  values: { itemId: 'mug-1004' },
                },
              ],
            },
            {
              itemId: 'kettle-1001',
              score: 8,
              reasons: [
                {
                  code: 'SOLD_IN_WINDOW',
                  text: '8 sold in the last 30 days',
                  values: { units: 8, windowDays: 30 },
                },
              ],
              filledFrom: 'best-selling',
            },
          ],
          totalItems: 2,
          isTotalExact: true,
          skip: 0,
          limit: 2,
          isPersonal: false,
          fallback: null,
          parameters: {},
        },
        {
          recommendationId: '01KJMMA2G0BVQ7C9Z18YAW8DQH',
          list: 'new',
          placement: 'home.new',
          title: 'New in',
          items: [
            {
              itemId: 'lamp-1',
              score: 1772366400000,
              reasons: [
                { code: 'ADDED_ON', text: 'Added on 2026-03-01', values: { addedAt: 1772366400000 } },
              ],
            },
          ],
          totalItems: 1,
          isTotalExact: true,
          skip: 0,
          limit: 1,
          isPersonal: false,
          fallback: null,
          parameters: {},
        },
      ],
      view: { eventId: 'view-9c1d', status: 'accepted' },
      versions: { engine: '0.1.0', logSeq: 35, model: 'efeebc97df427219' },
    },
  },
  rankItems: {
    body: {
      shop: 'demo',
      shopper: { visitorId: 'v-42' },
      itemIds: ['tea-1009', 'kettle-1001', 'sofa-1'],
      filter: { where: 'item.priceMinor <= 5000' },
    },
    answer: {
      recommendationId: '01KJMMA2G09XTK0KRM38GKQ97W',
      shop: 'demo',
      items: [
        {
          itemId: 'tea-1009',
          score: 0.42,
          reasons: [
            {
              code: 'BECAUSE_YOU_VIEWED',
              text: 'Because you looked at Stoneware Mug',
              values: { itemId: 'mug-1004' },
            },
          ],
        },
        { itemId: 'kettle-1001', score: 0, reasons: [] },
      ],
      leftOut: [
        {
          itemId: 'sofa-1',
          cause: 'ITEM_UNKNOWN',
          text: 'The shop has no such item, so the filter cannot hold.',
        },
      ],
      isPersonal: true,
      fallback: null,
      versions: { engine: '0.1.0', logSeq: 35, model: 'efeebc97df427219' },
    },
  },
  nextItems: {
    body: { shop: 'demo', shopper: { visitorId: 'v-42' }, context: { lookedAt: ['mug-1004'] }, limit: 2 },
    answer: {
      recommendationId: '01KJMMA2G0DGM8B9S0EEQ9ZNED',
      shop: 'demo',
      list: 'next-items',
      title: 'Next in your visit',
      items: [
        {
          itemId: 'tea-1009',
          score: 0.58,
          reasons: [
            {
              code: 'BECAUSE_YOU_VIEWED',
              text: 'Because you looked at Stoneware Mug',
              values: { itemId: 'mug-1004' },
            },
          ],
        },
      ],
      totalItems: 1,
      isTotalExact: true,
      skip: 0,
      limit: 2,
      isPersonal: true,
      fallback: null,
      parameters: {},
      versions: { engine: '0.1.0', logSeq: 35, model: 'efeebc97df427219' },
    },
  },
  similarItems: {
    body: {
      shop: 'demo',
      context: { itemId: 'kettle-1001' },
      by: 'text',
      refine: [{ field: 'item.brand', values: ['Hearth'] }],
      withSelectors: true,
      limit: 2,
    },
    answer: {
      recommendationId: '01KJMMA2G09P4BBBRRXCRM52R8',
      shop: 'demo',
      list: 'more-like-this',
      title: 'More like this',
      items: [
        {
          itemId: 'mug-1004',
          score: 0.37,
          reasons: [{ code: 'SIMILAR_TEXT', text: 'Described alike', values: { score: 0.37 } }],
        },
      ],
      totalItems: 1,
      isTotalExact: true,
      skip: 0,
      limit: 2,
      isPersonal: false,
      fallback: null,
      parameters: {},
      versions: { engine: '0.1.0', logSeq: 35, model: 'efeebc97df427219' },
      selectors: [
        {
          field: 'item.brand',
          values: [
            { value: 'Hearth', itemCount: 1 },
            { value: 'Alder', itemCount: 1 },
          ],
        },
        {
          field: 'item.priceMinor',
          ranges: [
            { toMinor: 2000, itemCount: 1 },
            { fromMinor: 2000, itemCount: 0 },
          ],
        },
      ],
    },
  },
  recommendBatch: {
    query: { shop: 'demo' },
    body: '{"list":"best-selling","limit":1}\n{"list":"best-sold"}\n',
    answer:
      '{"line":1,"recommendationId":"01KJMMA2G0FC5BK2DGEDFNB7H2","shop":"demo","list":"best-selling","title":"Best selling","items":[{"itemId":"kettle-1001","score":8,"reasons":[{"code":"SOLD_IN_WINDOW","text":"8 sold in the last 30 days","values":{"units":8,"windowDays":30}}]}],"totalItems":3,"isTotalExact":true,"skip":0,"limit":1,"isPersonal":false,"fallback":null,"parameters":{"windowDays":30,"measure":"units"},"versions":{"engine":"0.1.0","logSeq":35,"model":"efeebc97df427219"}}\n{"line":2,"error":{"code":"LIST_UNKNOWN","message":"There is no list \\"best-sold\\".","fix":"Ask GET /api/v1/lists for the lists that exist.","field":"/list"}}\n',
  },
  listLists: {
    query: { shop: 'demo' },
    answer: {
      lists: [
        {
          list: 'best-selling',
          title: 'Best selling',
          aliases: ['bestselling', 'RecoBestSelling'],
          parameters: { windowDays: 30, measure: 'units' },
        },
      ],
      placements: [
        {
          placementId: 'home.trending',
          page: 'home',
          strategy: 'trending',
          title: 'Trending now',
          fallbacks: ['best-selling', 'most-viewed'],
        },
      ],
    },
  },
} satisfies Readonly<Record<string, Example>>
