/** The basket of this browser. */
import { useSyncExternalStore } from 'react'
import { type BasketLine, isLines } from '../../shared/basket-line.ts'
import { readJson, writeText } from '../../shared/safe-storage.ts'

export type Basket = {
  readonly lines: () => readonly BasketLine[]
  readonly replace: (lines: readonly BasketLine[]) => void
  readonly subscribe: (listener: () => void) => () => void
}

export const createBasket = (shop: string): Basket => {
  const name = `aisle.basket.${shop}`
  const listeners = new Set<() => void>()
  let lines = readJson(name, isLines) ?? []
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  // Another tab changed it.
  addEventListener('storage', ({ key }) => {
    if (key !== name) return
    lines = readJson(name, isLines) ?? []
    tell()
  })
  return {
    lines: () => lines,
    replace: (next) => {
      lines = next
      writeText(name, JSON.stringify(next))
      tell()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const useLines = (basket: Basket): readonly BasketLine[] =>
  useSyncExternalStore(basket.subscribe, basket.lines)
