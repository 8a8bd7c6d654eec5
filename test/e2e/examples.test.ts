/** The examples, each as its reader runs it, on pages of other origins than the server's. */
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join, normalize, resolve } from 'node:path'
import { Liquid } from 'liquidjs'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../bench/server.ts'
import { browserShop } from './browser-shop.ts'
import { copyExample } from './example-folder.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

const sitePort = await freePort()
const site = `http://127.0.0.1:${sitePort}`
const rendererPort = await freePort()
const rendererSite = `http://127.0.0.1:${rendererPort}`
const shop = browserShop({ AISLE_CORS_ORIGINS: `${site},${rendererSite}` })
const pages = mkdtempSync(join(tmpdir(), 'aisle-pages-'))

/** The shop's own web server: files, and nothing else. */
const files = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', site)
  if (pathname === '/favicon.ico') return response.writeHead(204).end()
  const path = join(pages, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname))
  try {
    const body = readFileSync(path)
    return response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream').end(body)
  } catch {
    return response.writeHead(404).end()
  }
})

/** What the examples say of a server is that of the README. */
const atServer = (text: string): string => text.replaceAll('http://localhost:7400', shop.url)

const put = (name: string, page: string): void => {
  mkdirSync(join(pages, name))
  writeFileSync(join(pages, name, 'index.html'), page)
}

/** What the server knows of whom the page tells of. */
const recentlyViewed = async (): Promise<readonly string[]> => {
  const shopper = await shop.page.evaluate('window.aisle.shopper()')
  const { items } = await shop.send<{ items: { itemId: string }[] }>('POST', '/api/v1/recommendations', {
    shop: 'demo',
    list: 'recently-viewed',
    shopper,
  })
  return items.map(({ itemId }) => itemId)
}

beforeAll(async () => {
  const react = copyExample('react', ['react', 'react-dom', 'scheduler', 'vite', '@vitejs/plugin-react'])
  await build({
    root: react.path,
    logLevel: 'error',
    build: { outDir: join(pages, 'react'), emptyOutDir: true },
  })
  react.remove()
  files.listen(sitePort, '127.0.0.1')
  await once(files, 'listening')
})

afterAll(() => {
  files.close()
  rmSync(pages, { recursive: true, force: true })
})

test('React: a list shows, and a product that is added brings the list beside it', async () => {
  const events = shop.watchEvents()
  await shop.page.goto(`${site}/react/?aisle=${shop.url}`)
  const trending = shop.page.locator('section').first()
  const add = trending.getByRole('button', { name: /^Add / }).first()
  await add.click()
  await shop.page.getByText('In your basket: 1').waitFor()
  await shop.page.locator('section').nth(1).getByRole('link').first().waitFor()
  await expect
    .poll(() => events.map(({ kind }) => kind))
    .toEqual(expect.arrayContaining(['home-view', 'list-impression', 'list-click', 'cart-add']))
  const of = (kind: string) => events.find((event) => event.kind === kind)
  expect(of('cart-add')?.recommendationId).toBe(of('list-click')?.recommendationId)
  const element = shop.page.locator('aisle-list').getByRole('listitem')
  await element.getByRole('button', { name: 'Add' }).first().click()
  await shop.page.getByText('In your basket: 2').waitFor()
  await element
    .getByRole('button', { name: /^Not interested: / })
    .first()
    .click()
  await expect.poll(() => of('product-dismiss')?.list).toBe('best-selling')
  expect(await element.count()).toBe(6)
  expect(await shop.barriers()).toEqual([])
})

test('a plain page: one script brings lists, search, blocks and consent', async () => {
  put('plain', atServer(readFileSync(resolve('examples', 'plain', 'index.html'), 'utf8')))
  const { page } = shop
  await page.goto(`${site}/plain/`)
  await page.getByText('Welcome. Look around').waitFor()
  const lists = page.locator('aisle-list')
  const first = lists.locator('a[href]').first()
  await first.waitFor()
  const address = await first.getAttribute('href')
  await first.click()
  await expect.poll(() => page.url()).toContain(address)
  const itemId = decodeURIComponent(address?.split('#')[1] ?? '')
  await expect.poll(recentlyViewed).toEqual([itemId])
  await page.getByRole('combobox', { name: 'Find a product' }).fill('tea')
  await page.getByRole('option').first().waitFor()
  expect(await shop.barriers()).toEqual([])
})

test('pages made on a server have their lists in the HTML, and the browser tells of them', async () => {
  const example = copyExample('server-rendering')
  const server = spawn(process.execPath, [join(example.path, 'server.mjs')], {
    env: { ...process.env, AISLE_URL: shop.url, PORT: String(rendererPort) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await once(server.stdout, 'data')
    expect((await fetch(`${rendererSite}//`)).status).toBe(404)
    const html = await (await fetch(`${rendererSite}/`)).text()
    expect(html.match(/data-item-id=/g)?.length).toBeGreaterThan(4)
    expect(html).not.toContain('data-shopper')
    const events = shop.watchEvents()
    await shop.page.goto(`${rendererSite}/?as=customer-1001`)
    await shop.page.getByRole('heading', { name: 'Lists for you, from the server' }).waitFor()
    await expect
      .poll(() => events.map(({ kind }) => kind))
      .toEqual(expect.arrayContaining(['identify', 'list-impression']))
    expect(events.every(({ shopper }) => shopper?.customerId === 'customer-1001')).toBe(true)
    expect(await shop.barriers()).toEqual([])
  } finally {
    server.kill()
    example.remove()
  }
})

test('a theme: the snippet and the section make lists that fit the product and the cart', async () => {
  const liquid = new Liquid({ root: resolve('examples', 'theme', 'sections'), extname: '.liquid' })
  // What the editor of the theme reads, and no page shows.
  liquid.registerTag('schema', {
    parse(token, rest) {
      while (rest.length > 0) {
        const each = rest.shift()
        if (each?.getText() === '{% endschema %}') return
      }
      throw new Error(`${token.getText()} has no end.`)
    },
    render: () => '',
  })
  const theme = {
    settings: { aisle_url: shop.url, aisle_shop: 'demo' },
    section: { settings: { placements: 'product.people-also-like, home.trending', limit: 6 } },
    product: { id: 'kettle-1001' },
    cart: { item_count: 1, items: [{ product_id: 'lamp"><script>alert(1)</script>' }] },
  }
  const read = (path: string) => readFileSync(resolve('examples', 'theme', path), 'utf8')
  const [head, body] = await Promise.all(
    ['snippets/aisle.liquid', 'sections/aisle-recommendations.liquid'].map((path) =>
      liquid.parseAndRender(read(path), theme),
    ),
  )
  put(
    'theme',
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Theme</title>${head}</head><body><main><h1>Kettle</h1>${body}</main></body></html>`,
  )
  const { page } = shop
  await page.goto(`${site}/theme/`)
  await page.locator('aisle-list').nth(0).locator('a[href*="/products/"]').first().waitFor()
  await page.locator('aisle-list').nth(1).locator('a[href*="/products/"]').first().waitFor()
  expect(await page.locator('aisle-page').getAttribute('item-id')).toBe('kettle-1001')
  await expect.poll(recentlyViewed).toEqual(['kettle-1001'])
})
