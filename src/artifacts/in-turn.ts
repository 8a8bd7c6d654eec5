/** One work after the other, whether the one before it failed or not. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

export const inTurn = (): InTurn => {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}
