/** The screens of registers follow what the shop lays out. */
import { expect, test } from 'vitest'
import { bearer, NORTH_1, OWNER, openBakery } from './bakery.test-support.ts'

const { ask, put, remove, signIn } = await openBakery()

test('a screen that is changed shows at the register at once, and an undo too', async () => {
  const layout = (title: string, show: string) => ({
    layoutId: 'ours',
    title,
    screens: { transaction: { recommendations: { show } } },
  })
  await put('screen-layouts', 'screenLayouts', layout('One', 'always'))
  await put('registers', 'registers', { ...NORTH_1, layoutId: 'ours' })
  const { token, layout: first } = (await signIn()).body
  expect(first.title).toBe('One')
  const now = async () =>
    (await ask('GET', '/api/v1/pos/session?shop=bakery', undefined, bearer(token))).body.layout
  await put('screen-layouts', 'screenLayouts', layout('Two', 'tab'))
  expect(await now()).toEqual(layout('Two', 'tab'))
  await ask('POST', '/api/v1/history/undo', { shop: 'bakery', kind: 'screen-layout', id: 'ours' }, OWNER)
  expect(await now()).toEqual(layout('One', 'always'))
  await remove('screen-layouts', 'ours')
  expect((await now()).layoutId).toBe('standard')
})

test('layouts that ship are there, and a shop may have its own of the same name', async () => {
  const all = async () =>
    (await ask('GET', '/api/v1/screen-layouts?shop=bakery', undefined, OWNER)).body.screenLayouts
  expect((await all()).map(({ layoutId, isShipped }: never) => [layoutId, isShipped])).toEqual([
    ['standard', true],
    ['tab', true],
  ])
  const [standard] = await all()
  const written = await put('screen-layouts', 'screenLayouts', { ...standard, title: 'Ours' })
  expect(written.body).toMatchObject({ accepted: 1 })
  expect((await signIn()).body.layout.title).toBe('Ours')
  await remove('screen-layouts', 'standard')
})

const withControl = (screen: string, recommendations: object, rest: object = {}) => ({
  layoutId: 'bad',
  title: 'Bad',
  screens: { [screen]: { recommendations, ...rest } },
})
const panel = (panelId: string) => ({ panelId, title: panelId, buttons: [] })

test.each([
  [withControl('product', { show: 'tab' }), '/screens/product/recommendations/show'],
  [
    withControl('transaction', { show: 'always', position: 1 }),
    '/screens/transaction/recommendations/position',
  ],
  [
    withControl('transaction', { show: 'tab', position: 3 }, { grid: { columns: 2, panels: [panel('a')] } }),
    '/screens/transaction/recommendations/position',
  ],
  [withControl('transaction', { show: 'sometimes' }), '/screens/transaction/recommendations/show'],
  [withControl('transaction', { show: 'always', count: 0 }), '/screens/transaction/recommendations/count'],
  [withControl('basement', { show: 'always' }), '/screens/basement'],
  [withControl('customer', { show: 'off' }, { grid: { columns: 1, panels: [] } }), '/screens/customer/grid'],
  [
    withControl('transaction', { show: 'off' }, { grid: { columns: 1, panels: [panel('a'), panel('a')] } }),
    '/screens/transaction/grid/panels/1/panelId',
  ],
])('a layout that cannot work is refused, and the field is named: %#', async (layout, field) => {
  const { body } = await put('screen-layouts', 'screenLayouts', layout)
  expect(body.results).toEqual([expect.objectContaining({ status: 'rejected', field })])
})

test('a register stands in a store that is there, with screens that are there', async () => {
  const { body } = await put(
    'registers',
    'registers',
    { ...NORTH_1, channel: 'east' },
    { ...NORTH_1, layoutId: 'none' },
  )
  expect(body.results).toEqual([
    expect.objectContaining({ status: 'rejected', field: '/channel', fix: 'Put the channel first.' }),
    expect.objectContaining({
      status: 'rejected',
      field: '/layoutId',
      fix: expect.stringContaining('standard'),
    }),
  ])
})
