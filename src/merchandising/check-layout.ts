/** What is wrong with a screen layout beyond its shape. */
import { POS_SCREENS, type ScreenLayout } from '../domain/point-of-sale.ts'
import type { Fault } from './check-rule.ts'

const fault = (pointer: string, message: string, fix: string): Fault => ({ pointer, message, fix })

export const checkLayout = ({ screens }: ScreenLayout): Fault | undefined => {
  for (const name of POS_SCREENS) {
    const screen = screens[name]
    if (screen === undefined) continue
    const at = `/screens/${name}`
    const { recommendations, grid } = screen
    if (recommendations?.show === 'tab' && name !== 'transaction')
      return fault(
        `${at}/recommendations/show`,
        `the ${name} screen has no button grid for a tab`,
        'Send `always` or `off`; a tab is for the transaction screen.',
      )
    if (recommendations?.show !== 'tab' && recommendations?.position !== undefined)
      return fault(
        `${at}/recommendations/position`,
        'only a tab has a place among tabs',
        'Leave `position` out, or send `show` as `tab`.',
      )
    if (grid !== undefined && name !== 'transaction')
      return fault(`${at}/grid`, `the ${name} screen has no button grid`, 'Leave `grid` out here.')
    const seen = new Set<string>()
    for (const [k, { panelId }] of (grid?.panels ?? []).entries()) {
      if (seen.has(panelId))
        return fault(
          `${at}/grid/panels/${k}/panelId`,
          `two panels are named ${JSON.stringify(panelId)}`,
          'Give each panel an id of its own.',
        )
      seen.add(panelId)
    }
    const tabsMax = (grid?.panels.length ?? 0) + 1
    if (recommendations?.position !== undefined && recommendations.position > tabsMax)
      return fault(
        `${at}/recommendations/position`,
        `the grid has ${tabsMax - 1} panels, so there is no tab ${recommendations.position}`,
        `Send a place from 1 to ${tabsMax}, or leave it out for the last.`,
      )
  }
  return undefined
}
