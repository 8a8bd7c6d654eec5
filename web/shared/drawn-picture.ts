/** Products without a picture of their own have one that the server draws from what they say of themselves. */
import type { Picture } from '../../src/domain/catalog.ts'

type Pictured = {
  readonly itemId: string
  readonly title?: string
  readonly pictures?: readonly Picture[]
}

export const withPicture = <I extends Pictured>(shop: string, item: I): I =>
  (item.pictures ?? []).length > 0
    ? item
    : {
        ...item,
        pictures: [
          {
            url: `/pictures/${shop}/${encodeURIComponent(item.itemId.toWellFormed())}.svg`,
            alt: item.title ?? item.itemId,
          },
        ],
      }
