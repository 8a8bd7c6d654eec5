/** The site of a shop elsewhere: plain pages that load the SDK from Aisle. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ShopSite = {
  readonly url: () => string
  /** Serves what stands in the body at this path. */
  readonly put: (path: string, body: string, html: string) => void
  readonly clear: () => void
  readonly listen: () => Promise<void>
  readonly close: () => void
}

const documentOf = (serverUrl: string, body: string, html: string): string => `<!doctype html>
<html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Corner shop</title><style>
  body { font: 16px/1.5 system-ui; margin: 0 auto; max-width: 60rem; padding: 1rem }
  aisle-list:not(:defined) { display: block; min-block-size: 21rem }
  aisle-list[add]:not(:defined) { min-block-size: 24.25rem }
</style><script src="${serverUrl}/sdk/aisle.js" data-shop="demo" data-item-url="/product/{itemId}" defer></script>
</head><body><main><h1>Corner shop</h1>${body}</main></body></html>`

/** @param serverUrl  of Aisle, once it is known */
export const openShopSite = (serverUrl: () => string): ShopSite => {
  const pages = new Map<string, { readonly body: string; readonly html: string }>()
  const nothing = { body: '<p>Nothing is here.</p>', html: 'lang="en"' }
  const site = createServer((request, response) => {
    const { body, html } = pages.get(request.url?.split('?')[0] ?? '') ?? nothing
    response.setHeader('content-type', 'text/html; charset=utf-8')
    // The look is given in the head; scripts come from Aisle only.
    response.setHeader(
      'content-security-policy',
      `default-src 'self' ${serverUrl()}; style-src 'unsafe-inline'; script-src ${serverUrl()}`,
    )
    response.end(documentOf(serverUrl(), body, html))
  })
  return {
    url: () => `http://127.0.0.1:${(site.address() as AddressInfo).port}`,
    put: (path, body, html) => void pages.set(path, { body, html }),
    clear: () => pages.clear(),
    listen: () =>
      new Promise<void>((resolve) => {
        site.listen(0, '127.0.0.1', resolve)
      }),
    close: () => site.close(),
  }
}
