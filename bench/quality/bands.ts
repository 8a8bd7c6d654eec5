/**
 * What the figures of quick protocols must lie in, on both sides: worse is a fault, and better that nobody can explain
 * is one as well (as a rule an answer has leaked into the question).
 */
export type Band = {
  readonly protocol: string
  readonly method: string
  readonly metric: string
  readonly from: number
  readonly to: number
}

export const BANDS: readonly Band[] = [
  { protocol: 'sessions-diginetica', method: 'blend', metric: 'hit@20', from: 0.5405, to: 0.5627 },
  { protocol: 'sessions-diginetica', method: 'item cosine', metric: 'hit@20', from: 0.388, to: 0.396 },
  { protocol: 'sessions-diginetica', method: 'blend', metric: 'mrr@20', from: 0.1889, to: 0.1967 },
  { protocol: 'sessions-diginetica', method: 'item cosine', metric: 'mrr@20', from: 0.1153, to: 0.1178 },
  { protocol: 'yoochoose', method: 'blend', metric: 'hit@20', from: 0.6956, to: 0.7241 },
  { protocol: 'yoochoose', method: 'item cosine', metric: 'hit@20', from: 0.4558, to: 0.4652 },
  { protocol: 'yoochoose', method: 'blend', metric: 'mrr@20', from: 0.3674, to: 0.3824 },
  { protocol: 'yoochoose', method: 'item cosine', metric: 'mrr@20', from: 0.1852, to: 0.189 },
  { protocol: 'tafeng-dnntsp', method: 'next-basket', metric: 'recall@10', from: 0.1983, to: 0.2065 },
  { protocol: 'tafeng-dnntsp', method: 'GP-TopFreq', metric: 'recall@10', from: 0.1442, to: 0.1472 },
  { protocol: 'tafeng-dnntsp', method: 'next-basket', metric: 'explore recall@20', from: 0.1054, to: 0.1098 },
  { protocol: 'tafeng-dnntsp', method: 'G-TopFreq', metric: 'explore recall@20', from: 0.0825, to: 0.0842 },
  { protocol: 'online-retail-baskets', method: 'next-basket', metric: 'recall@10', from: 0.2191, to: 0.2281 },
  { protocol: 'online-retail-baskets', method: 'TIFU-kNN', metric: 'recall@10', from: 0.2069, to: 0.2111 },
  {
    protocol: 'basket-completion',
    method: 'basket, orders alone',
    metric: 'hit@5',
    from: 0.2461,
    to: 0.2562,
  },
  {
    protocol: 'basket-completion',
    method: 'cosine of items, lists added up',
    metric: 'hit@5',
    from: 0.144,
    to: 0.147,
  },
  {
    protocol: 'basket-completion',
    method: 'basket, orders alone',
    metric: 'ndcg@10',
    from: 0.2055,
    to: 0.214,
  },
  {
    protocol: 'basket-completion',
    method: 'cosine of items, lists added up',
    metric: 'ndcg@10',
    from: 0.121,
    to: 0.1235,
  },
  {
    protocol: 'basket-completion-groceries',
    method: 'basket, orders alone',
    metric: 'hit@5',
    from: 0.2807,
    to: 0.2922,
  },
  {
    protocol: 'basket-completion-groceries',
    method: 'cosine of items, lists added up',
    metric: 'hit@5',
    from: 0.2527,
    to: 0.258,
  },
  { protocol: 'basket-completion-groceries', method: 'basket', metric: 'ndcg@10', from: 0.2224, to: 0.2316 },
  {
    protocol: 'basket-completion-groceries',
    method: 'cosine of items, lists added up',
    metric: 'ndcg@10',
    from: 0.2039,
    to: 0.2081,
  },
  { protocol: 'cold-items', method: 'ials with facts', metric: 'recall@20', from: 0.2275, to: 0.2369 },
  { protocol: 'cold-items', method: 'popular attributes', metric: 'recall@20', from: 0.0195, to: 0.02 },
  { protocol: 'cold-items', method: 'ials with facts', metric: 'ndcg@20', from: 0.1183, to: 0.1233 },
  { protocol: 'cold-items', method: 'popular attributes', metric: 'ndcg@20', from: 0.0085, to: 0.0088 },
  {
    protocol: 'catalog-neighbors',
    method: 'text-similarity, 128 latent dimensions',
    metric: 'same category@1',
    from: 0.8829,
    to: 0.9191,
  },
  { protocol: 'catalog-neighbors', method: 'random', metric: 'same category@1', from: 0.0799, to: 0.0816 },
  {
    protocol: 'catalog-neighbors',
    method: 'text-similarity, 128 latent dimensions',
    metric: 'same style@10',
    from: 0.7195,
    to: 0.7489,
  },
  { protocol: 'catalog-neighbors', method: 'random', metric: 'same style@10', from: 0.0212, to: 0.0218 },
]
