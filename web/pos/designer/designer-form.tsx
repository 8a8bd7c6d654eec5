/** The choices of a layout: where the recommendations stand, how large, how many. */
import type { ReactNode } from 'react'
import {
  LAYOUT_ICONS,
  type LayoutIcon,
  type RecommendationsControl,
  type ScreenLayout,
} from '../../../src/domain/point-of-sale.ts'
import { Quantity } from '../../shared/quantity.tsx'
import { TAB_LABEL } from '../ticket/button-grid.tsx'
import {
  COUNT_MAX,
  countOfControl,
  movedTo,
  PLACES,
  type Place,
  placeOf,
  withControl,
} from './layout-draft.ts'
import { screenOf } from '../screen-of-layout.ts'

type ChoiceProps<T extends string> = {
  readonly legend: string
  readonly name: string
  readonly choices: readonly (readonly [value: T, label: string])[]
  readonly value: T
  readonly onChange: (value: T) => void
}

export const Choice = <T extends string>({
  legend,
  name,
  choices,
  value,
  onChange,
}: ChoiceProps<T>): ReactNode => (
  <fieldset className="segments">
    <legend>{legend}</legend>
    <div>
      {choices.map(([each, label]) => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            aria-label={label}
            checked={each === value}
            onChange={() => onChange(each)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  </fieldset>
)

const PLACE_LABELS: Readonly<Record<Place, string>> = {
  left: 'Left',
  bottom: 'Bottom',
  right: 'Right',
  tab: 'A tab',
  off: 'Off',
}

type FormProps = { readonly layout: ScreenLayout; readonly onChange: (layout: ScreenLayout) => void }

const TabFields = ({
  control,
  tabCount,
  onControl,
}: {
  readonly control: RecommendationsControl
  readonly tabCount: number
  readonly onControl: (control: RecommendationsControl) => void
}): ReactNode => (
  <>
    <label className="field">
      Label of the tab
      <input
        value={control.tabLabel ?? ''}
        placeholder={TAB_LABEL}
        maxLength={40}
        onChange={(event) => {
          const { tabLabel: _, ...rest } = control
          onControl(event.target.value === '' ? rest : { ...rest, tabLabel: event.target.value })
        }}
      />
    </label>
    <label className="field">
      Sign of the tab
      <select
        value={control.tabIcon ?? ''}
        onChange={(event) => {
          const { tabIcon: _, ...rest } = control
          const icon = event.target.value as LayoutIcon | ''
          onControl(icon === '' ? rest : { ...rest, tabIcon: icon })
        }}
      >
        <option value="">None</option>
        {LAYOUT_ICONS.map((icon) => (
          <option key={icon}>{icon}</option>
        ))}
      </select>
    </label>
    <div className="stepper">
      <span>Place among the tabs</span>
      <Quantity
        value={Math.min(control.position ?? tabCount, tabCount)}
        name="place among the tabs"
        max={tabCount}
        onChange={(position) => onControl({ ...control, position })}
      />
    </div>
  </>
)

const OTHER_SCREENS = [
  ['product', 'Product details'],
  ['customer', 'Customer details'],
] as const

export const DesignerForm = ({ layout, onChange }: FormProps): ReactNode => {
  const { control, grid } = screenOf(layout, 'transaction')
  const place = placeOf(control)
  const put = (next: RecommendationsControl): void => onChange(withControl(layout, 'transaction', next))
  return (
    <>
      <h2>Transaction screen</h2>
      <Choice
        legend="Recommendations stand"
        name="place"
        choices={PLACES.map((each) => [each, PLACE_LABELS[each]] as const)}
        value={place}
        onChange={(next) => put(movedTo(control, next))}
      />
      {control.show === 'always' && (
        <Choice
          legend="Size"
          name="size"
          choices={[
            ['narrow', 'Narrow'],
            ['wide', 'Wide'],
          ]}
          value={control.size ?? 'wide'}
          onChange={(size) => put({ ...control, size })}
        />
      )}
      {control.show === 'tab' && (
        <TabFields control={control} tabCount={grid.panels.length + 1} onControl={put} />
      )}
      {control.show !== 'off' && (
        <div className="stepper">
          <span>How many</span>
          <Quantity
            value={countOfControl(layout, 'transaction')}
            name="recommendations"
            max={COUNT_MAX}
            onChange={(count) => put({ ...control, count })}
          />
        </div>
      )}
      <h2>Other screens</h2>
      {OTHER_SCREENS.map(([name, title]) => {
        const other = screenOf(layout, name).control
        const isShown = other.show !== 'off'
        return (
          <div className="stepper" key={name}>
            <label className="check">
              <input
                type="checkbox"
                checked={isShown}
                onChange={() =>
                  onChange(withControl(layout, name, { ...other, show: isShown ? 'off' : 'always' }))
                }
              />
              {title}
            </label>
            <Quantity
              value={countOfControl(layout, name)}
              name={`recommendations of ${title.toLowerCase()}`}
              max={COUNT_MAX}
              onChange={(count) => onChange(withControl(layout, name, { ...other, count }))}
            />
          </div>
        )
      })}
    </>
  )
}
