/**
 * A shop whose server makes its pages: lists are asked for before the page is sent, so they are in the HTML, and the
 * browser only tells what was seen and clicked. Who is signed in is known to this server alone; the browser gets a
 * shopper token.
 *
 * Run: AISLE_URL=http://localhost:7400 AISLE_KEY=… npm start
 */
import { createServer } from 'node:http'
import { createClient } from '@aisle/client'

const { AISLE_URL = 'http://localhost:7400', AISLE_KEY, PORT = '8080', SHOP = 'demo' } = process.env
const aisle = createClient({
  url: AISLE_URL,
  shop: SHOP,
  timeoutMs: 1_000,
  ...(AISLE_KEY !== undefined && { key: AISLE_KEY }),
})

const escaped = (text) => String(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

const priceText = ({ priceMinor, currency }) =>
  priceMinor === undefined
    ? ''
    : new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(priceMinor / 100)

const tileHtml = ({ itemId, item }) => `
  <a class="tile" href="/product/${encodeURIComponent(itemId)}" data-item-id="${escaped(itemId)}">
    <img src="${escaped(new URL(item.pictures[0].url, AISLE_URL))}" alt="" width="160" height="160" loading="lazy">
    <span>${escaped(item.title)}</span>
    <b>${escaped(priceText(item))}</b>
  </a>`

/** The element adopts the tiles that stand in it: it tells of them, and asks for nothing. */
const listHtml = (list) =>
  list.items.length === 0
    ? ''
    : `<section>
  <h2>${escaped(list.title)}</h2>
  <aisle-list placement="${escaped(list.placement)}" list="${escaped(list.list)}"
    recommendation-id="${escaped(list.recommendationId)}">${list.items.map(tileHtml).join('')}
  </aisle-list>
</section>`

/** A page without lists is still a page. */
const listsFor = async (customerId) => {
  try {
    const { lists } = await aisle.recommendPage({
      placements: [
        { placement: 'home.inspired', limit: 6 },
        { placement: 'home.trending', limit: 6 },
      ],
      withItems: true,
      ...(customerId !== undefined && { shopper: { customerId } }),
    })
    return lists
  } catch (error) {
    console.error(error.message)
    return []
  }
}

/** The shop's own sign-in would set it; here the address does. Never take a customer id from the browser like this. */
const signedIn = (address) => address.searchParams.get('as') ?? undefined

const pageFor = async (customerId) => {
  const [lists, token] = await Promise.all([
    listsFor(customerId),
    customerId === undefined
      ? undefined
      : aisle.createShopperToken({ customerId }).then(
          (answer) => answer.token,
          () => undefined,
        ),
  ])
  // `<` is escaped, so that nothing can end the script before its end.
  const person =
    token === undefined ? undefined : JSON.stringify([customerId, token]).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Lists from the server</title>
<style>
  body { margin: 0 auto; max-width: 72rem; padding: 1rem; font-family: system-ui, sans-serif; color: #1f1b18 }
  aisle-list { display: flex; gap: 1rem; overflow-x: auto; padding-bottom: .5rem }
  .tile { flex: 0 0 10rem; color: inherit; text-decoration: none }
  .tile img { display: block; border-radius: .75rem }
  .tile span { display: block; min-height: 2.6em; margin-top: .5rem }
</style>
<script src="${escaped(new URL('/sdk/aisle.js', AISLE_URL))}" data-shop="${escaped(SHOP)}" defer></script>
${
  person === undefined
    ? ''
    : `<script>document.addEventListener('aisle-ready', ({ detail: tracker }) => tracker.identify(...${person}))</script>`
}
</head>
<body>
<main>
<h1>${customerId === undefined ? 'Lists from the server' : 'Lists for you, from the server'}</h1>
${lists.map(listHtml).join('\n')}
</main>
</body>
</html>`
}

createServer(async (request, response) => {
  // Anybody may send what is no address, and it must not stop the shop.
  if (request.url.split('?')[0] !== '/') return response.writeHead(404).end()
  const address = new URL(request.url, 'http://localhost')
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    // A page with somebody's lists is theirs alone.
    'cache-control': 'private, no-store',
  })
  response.end(await pageFor(signedIn(address)))
}).listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}/`))
