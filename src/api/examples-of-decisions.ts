/** Examples of why lists come out as they do. */
import type { Example } from './example.ts'

export const DECISIONS_EXAMPLES = {
  whyNot: {
    body: {
      shop: 'demo',
      list: 'best-selling',
      itemId: 'tea-1009',
      filter: { where: 'item.priceMinor >= 1000' },
    },
    answer: {
      shop: 'demo',
      itemId: 'tea-1009',
      list: 'best-selling',
      place: null,
      cause: {
        code: 'FILTERED_OUT',
        text: 'The filter of the request does not hold: item.priceMinor >= 1000.',
      },
      passed: ['sold', 'stock'],
      versions: { engine: '0.1.0', logSeq: 35, model: 'efeebc97df427219' },
    },
  },
  listDecisions: {
    query: { shop: 'demo', limit: '1' },
    answer: {
      decisions: [
        {
          recommendationId: '01KJMMA2G0HTD0RP453CR6KPQF',
          shop: 'demo',
          decidedAt: 1772366400000,
          request: { shop: 'demo', list: 'best-selling', limit: 1 },
          response: {
            recommendationId: '01KJMMA2G0HTD0RP453CR6KPQF',
            shop: 'demo',
            list: 'best-selling',
            title: 'Best selling',
            items: [
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
              },
            ],
            totalItems: 3,
            isTotalExact: true,
            skip: 0,
            limit: 1,
            isPersonal: false,
            fallback: null,
            parameters: { windowDays: 30, measure: 'units' },
            versions: { engine: '0.1.0', logSeq: 35, model: 'efeebc97df427219' },
          },
          trace: {
            sources: [{ source: 'figure:best-selling', candidateCount: 3 }],
            filters: [],
            rules: [],
            items: [{ by: 'score', components: [['figure:best-selling', 8]] }],
          },
          shopperKeys: [],
          seed: 1778342477,
          mayNameCustomer: true,
          latencyMs: 0.412,
          variation: null,
        },
      ],
      writing: { waitingCount: 0, writtenCount: 7, droppedCount: 0, problem: null },
    },
  },
  getDecision: {
    params: { recommendationId: '01KJMMA2G0HTD0RP453CR6KPQF' },
    answer: {
      recommendationId: '01KJMMA2G0HTD0RP453CR6KPQF',
      shop: 'demo',
      decidedAt: 1772366400000,
      request: { shop: 'demo', list: 'best-selling', limit: 1 },
      response: {
        recommendationId: '01KJMMA2G0HTD0RP453CR6KPQF',
        shop: 'demo',
        list: 'best-selling',
        title: 'Best selling',
        items: [
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
          },
        ],
        totalItems: 3,
        isTotalExact: true,
        skip: 0,
        limit: 1,
        isPersonal: false,
        fallback: null,
        parameters: { windowDays: 30, measure: 'units' },
        versions: { engine: '0.1.0', logSeq: 35, model: 'efeebc97df427219' },
      },
      trace: {
        sources: [{ source: 'figure:best-selling', candidateCount: 3 }],
        filters: [],
        rules: [],
        items: [{ by: 'score', components: [['figure:best-selling', 8]] }],
      },
      shopperKeys: [],
      seed: 1778342477,
      mayNameCustomer: true,
      latencyMs: 0.412,
      variation: null,
    },
  },
  previewList: {
    body: {
      request: { shop: 'demo', list: 'best-selling', limit: 2 },
      rules: [{ ruleId: 'tea-first', action: { do: 'pin', itemId: 'tea-1009', slot: 1 } }],
      withoutRuleIds: ['kettle-first'],
    },
    answer: {
      shop: 'demo',
      before: {
        list: 'best-selling',
        title: 'Best selling',
        items: [
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
          },
          {
            itemId: 'mug-1004',
            score: 2,
            reasons: [
              {
                code: 'SOLD_IN_WINDOW',
                text: '2 sold in the last 30 days',
                values: { units: 2, windowDays: 30 },
              },
            ],
          },
        ],
        totalItems: 3,
        isTotalExact: true,
        skip: 0,
        limit: 2,
        isPersonal: false,
        fallback: null,
        parameters: { windowDays: 30, measure: 'units' },
      },
      after: {
        list: 'best-selling',
        title: 'Best selling',
        items: [
          {
            itemId: 'tea-1009',
            score: 0,
            reasons: [
              {
                code: 'PINNED_BY_RULE',
                text: 'Put at this place by the shop',
                values: { ruleId: 'tea-first', slot: 1 },
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
          },
        ],
        totalItems: 3,
        isTotalExact: true,
        skip: 0,
        limit: 2,
        isPersonal: false,
        fallback: null,
        parameters: { windowDays: 30, measure: 'units' },
      },
      changes: [
        { itemId: 'tea-1009', before: null, after: 1 },
        { itemId: 'kettle-1001', before: 1, after: 2 },
        { itemId: 'mug-1004', before: 2, after: null },
      ],
      warnings: [],
      problems: [],
      versions: { engine: '0.1.0', logSeq: 35, model: 'efeebc97df427219' },
    },
  },
} satisfies Readonly<Record<string, Example>>
