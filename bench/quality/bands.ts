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
  { protocol: 'basket-completion-groceries', method: 'basket', metric: 'hit@5', from: 0.2851, to: 0.2969 },
  {
    protocol: 'basket-completion-groceries',
    method: 'cosine of items, lists added up',
    metric: 'hit@5',
    from: 0.263,
    to: 0.2684,
  },
  {
    protocol: 'basket-completion-groceries',
    method: 'ease over orders',
    metric: 'ndcg@10',
    from: 0.2281,
    to: 0.2375,
  },
  {
    protocol: 'basket-completion-groceries',
    method: 'cosine of items, lists added up',
    metric: 'ndcg@10',
    from: 0.2162,
    to: 0.2206,
  },
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
