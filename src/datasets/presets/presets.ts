/** Files that are known by name: no mapping need be written for them. */
import { createRowMapper } from '../map-rows.ts'
import type { Translator, TranslatorContext } from '../translate.ts'
import { amazonPersonalizeMapping } from './amazon-personalize.ts'
import { createOnlineRetail } from './online-retail.ts'

export const PRESET_NAMES = ['online-retail', 'amazon-personalize'] as const
export type PresetName = (typeof PRESET_NAMES)[number]

/** @throws AisleError MAPPING_INVALID when the file is not one of the preset's */
export const createPreset = (
  name: PresetName,
  context: TranslatorContext,
): { readonly kind: string; readonly translator: Translator } => {
  switch (name) {
    case 'online-retail':
      return { kind: 'orders', translator: createOnlineRetail(context) }
    case 'amazon-personalize': {
      const mapping = amazonPersonalizeMapping(context.columns ?? [])
      return { kind: mapping.kind, translator: createRowMapper(mapping, context) }
    }
  }
}
