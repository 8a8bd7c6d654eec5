/** Examples of what merchandisers write. */
import type { Example } from './example.ts'

export const MERCHANDISING_EXAMPLES = {
  putStrategies: {
    body: {
      shop: 'demo',
      strategies: [
        {
          strategyId: 'sold-or-new',
          title: 'Worth a look',
          sources: [
            { from: 'figure', figure: 'best-selling', parameters: { windowDays: 7 } },
            { from: 'figure', figure: 'new' },
          ],
          mix: 'fill',
        },
      ],
    },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'sold-or-new' }] },
  },
  deleteStrategies: {
    body: { shop: 'demo', ids: ['seldom'] },
    answer: {
      accepted: 0,
      duplicates: 0,
      rejected: 1,
      results: [
        {
          status: 'rejected',
          code: 'UNKNOWN',
          field: '',
          message: 'there is no strategy "seldom"',
          fix: 'Nothing was to be done.',
        },
      ],
    },
  },
  listStrategies: {
    query: { shop: 'demo' },
    answer: {
      strategies: [
        {
          strategyId: 'new',
          title: 'New',
          aliases: ['RecoNew', 'newest'],
          sources: [{ from: 'figure', figure: 'new' }],
          isShipped: true,
        },
        {
          strategyId: 'best-selling',
          title: 'Best selling',
          aliases: ['bestselling', 'RecoBestSelling'],
          sources: [{ from: 'figure', figure: 'best-selling' }],
          isShipped: true,
        },
      ],
    },
  },
  putPlacements: {
    body: {
      shop: 'demo',
      placements: [
        {
          placementId: 'home.worth',
          page: 'home',
          strategy: 'sold-or-new',
          title: 'Worth a look',
          size: 8,
          fallbacks: ['new'],
          whenShort: 'fill',
        },
      ],
    },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'home.worth' }] },
  },
  deletePlacements: {
    body: { shop: 'demo', ids: ['home.worth'] },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'home.worth' }] },
  },
  listPlacements: {
    query: { shop: 'demo' },
    answer: {
      placements: [
        {
          placementId: 'home.trending',
          page: 'home',
          strategy: 'trending',
          title: 'Trending now',
          fallbacks: ['best-selling', 'most-viewed'],
          isShipped: true,
        },
        {
          placementId: 'home.best-selling',
          page: 'home',
          strategy: 'best-selling',
          title: 'Best sellers',
          fallbacks: ['most-viewed', 'new'],
          isShipped: true,
        },
      ],
    },
  },
  putRules: {
    body: {
      shop: 'demo',
      rules: [
        {
          ruleId: 'mugs-with-kettles',
          title: 'Mugs beside kettles',
          scope: { placements: ['product.people-also-like'], seedItemIds: ['kettle-1001'] },
          action: { do: 'boost', items: { where: 'item.categories under "Kitchen > Mugs"' }, factor: 2 },
        },
        {
          ruleId: 'mug-first',
          priority: 1,
          action: { do: 'pin', itemId: 'mug-1004', slot: 1 },
          scope: { placements: ['home.best-selling'] },
        },
      ],
    },
    answer: {
      accepted: 2,
      duplicates: 0,
      rejected: 0,
      results: [
        { status: 'accepted', id: 'mugs-with-kettles' },
        { status: 'accepted', id: 'mug-first' },
      ],
      warnings: [
        {
          ruleIds: ['mug-first', 'kettle-first'],
          text: 'Rule "mug-first" pins item "mug-1004" to place 1, rule "kettle-first" item "kettle-1001": rule "mug-first" wins (priority 1 over 0), and "kettle-1001" goes to the next free place.',
        },
      ],
    },
  },
  deleteRules: {
    body: { shop: 'demo', ids: ['kettle-first'] },
    answer: {
      accepted: 1,
      duplicates: 0,
      rejected: 0,
      results: [{ status: 'accepted', id: 'kettle-first' }],
    },
  },
  listRules: {
    query: { shop: 'demo' },
    answer: {
      rules: [
        {
          ruleId: 'kettle-first',
          scope: { placements: ['home.best-selling'] },
          action: { do: 'pin', itemId: 'kettle-1001', slot: 1 },
          isShipped: false,
        },
      ],
    },
  },
  putCuratedLists: {
    body: {
      shop: 'demo',
      curatedLists: [
        {
          curatedListId: 'tea-time',
          title: 'Tea time',
          itemIds: ['tea-1009', 'mug-1004'],
          until: '2026-12-24T00:00:00Z',
        },
      ],
    },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'tea-time' }] },
  },
  deleteCuratedLists: {
    body: { shop: 'demo', ids: ['tea-time'] },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'tea-time' }] },
  },
  listCuratedLists: {
    query: { shop: 'demo' },
    answer: {
      curatedLists: [{ curatedListId: 'tea-time', itemIds: ['kettle-1001', 'tea-1009'], isShipped: false }],
    },
  },
  putFilters: {
    body: {
      shop: 'demo',
      filters: [{ filterId: 'cheap', title: 'Up to 20 pounds', where: 'item.priceMinor <= 2000' }],
    },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'cheap' }] },
  },
  deleteFilters: {
    body: { shop: 'demo', ids: ['cheap'] },
    answer: { accepted: 1, duplicates: 0, rejected: 0, results: [{ status: 'accepted', id: 'cheap' }] },
  },
  listFilters: {
    query: { shop: 'demo' },
    answer: {
      filters: [
        {
          filterId: 'cheap',
          where: { field: 'item.priceMinor', is: '<=', than: { value: 2000 } },
          isShipped: false,
        },
      ],
    },
  },
  getHistory: {
    query: { shop: 'demo', kind: 'rule', id: 'kettle-first', limit: '1' },
    answer: {
      versions: [
        {
          seq: 46,
          loggedAt: 1772366400000,
          op: 'put',
          document: {
            ruleId: 'kettle-first',
            scope: { placements: ['home.best-selling'] },
            action: { do: 'pin', itemId: 'kettle-1001', slot: 1 },
          },
        },
      ],
    },
  },
  undo: {
    body: { shop: 'demo', kind: 'item', id: 'kettle-1001' },
    answer: {
      shop: 'demo',
      kind: 'item',
      id: 'kettle-1001',
      seq: 55,
      loggedAt: 1772366400000,
      op: 'put',
      document: {
        itemId: 'kettle-1001',
        title: 'Gooseneck Kettle',
        brand: 'Alder',
        categories: ['Kitchen > Kettles'],
        priceMinor: 3995,
        addedAt: 1770681600000,
        listPriceMinor: 4595,
      },
    },
  },
} satisfies Readonly<Record<string, Example>>
