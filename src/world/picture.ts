import type { Item } from '../domain/catalog.ts'
export const drawPicture = (item: Item): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#ccc"/></svg>${item.itemId.slice(0, 0)}`
