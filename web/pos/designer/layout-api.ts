/** Layouts and registers, for who may change them: a key of role server, or the machine of the server. */
import type { ScreenLayout } from '../../../src/domain/point-of-sale.ts'
import { ApiError, get, send } from '../../shared/api.ts'
import type { Outcome } from '../../shared/wire.ts'

export type ShownLayout = ScreenLayout & { readonly isShipped: boolean }
export type Register = {
  readonly registerId: string
  readonly channel: string
  readonly title: string
  readonly layoutId?: string
}

const LAYOUTS = '/api/v1/screen-layouts'
const REGISTERS = '/api/v1/registers'

export const fetchLayouts = async (shop: string, signal?: AbortSignal): Promise<readonly ShownLayout[]> =>
  (await get<{ screenLayouts: readonly ShownLayout[] }>(LAYOUTS, { shop }, signal)).screenLayouts

export const fetchAllRegisters = async (shop: string, signal?: AbortSignal): Promise<readonly Register[]> =>
  (await get<{ registers: readonly Register[] }>(REGISTERS, { shop }, signal)).registers

/** @throws ApiError that names the field, when it was refused */
const write = async (
  method: 'PUT' | 'DELETE',
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const { results } = await send<{ results: readonly Outcome[] }>(method, path, body)
  const refused = results.find((outcome) => outcome.status === 'rejected')
  if (refused?.status === 'rejected')
    throw new ApiError(refused.code, `${refused.field} ${refused.message}.`.trim(), {
      status: 400,
      fix: refused.fix,
      field: refused.field,
    })
}

export const saveLayout = (shop: string, layout: ScreenLayout): Promise<void> =>
  write('PUT', LAYOUTS, { shop, screenLayouts: [layout] })

export const deleteLayout = (shop: string, layoutId: string): Promise<void> =>
  write('DELETE', LAYOUTS, { shop, ids: [layoutId] })

export const saveRegisters = (shop: string, registers: readonly Register[]): Promise<void> =>
  registers.length === 0 ? Promise.resolve() : write('PUT', REGISTERS, { shop, registers })
