/** How the screens of a register are laid out, on the wire. */
import { Type } from 'typebox'
import { LIST_NAME_PATTERN } from '../domain/ids.ts'
import {
  CONTROL_SHOWS,
  CONTROL_SIDES,
  CONTROL_SIZES,
  LAYOUT_ICONS,
  PLAIN_BUTTONS,
  POS_SCREENS,
} from '../domain/point-of-sale.ts'
import { id, text } from './field-schema.ts'

const strict = { additionalProperties: false }
const label = (description: string) => Type.String({ minLength: 1, maxLength: 40, description })
const icon = Type.Optional(Type.Enum([...LAYOUT_ICONS]))

const ControlSchema = Type.Object(
  {
    show: Type.Enum([...CONTROL_SHOWS], {
      description: '`tab` puts the list behind a tab of the button grid.',
    }),
    side: Type.Optional(Type.Enum([...CONTROL_SIDES], { description: 'Default `right`.' })),
    size: Type.Optional(Type.Enum([...CONTROL_SIZES], { description: 'Default `wide`.' })),
    tabLabel: Type.Optional(label('Of the tab; default `Recommended products`.')),
    tabIcon: icon,
    position: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 20,
        description: 'Place of the tab, counted from 1; left out, the last.',
      }),
    ),
    count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 24, description: 'Items that it shows; default 6.' }),
    ),
  },
  { ...strict, description: 'The list of recommendations on the screen.' },
)

const ActionSchema = Type.Union(
  [
    Type.Object({ do: Type.Enum([...PLAIN_BUTTONS]) }, strict),
    Type.Object({ do: Type.Literal('add-item'), itemId: id('The item.') }, strict),
    Type.Object({ do: Type.Literal('open-screen'), screen: Type.Enum([...POS_SCREENS]) }, strict),
    Type.Object({ do: Type.Literal('open-category'), category: text(1_000, 'A path.') }, strict),
  ],
  { description: 'What the button does.' },
)

const GridSchema = Type.Object(
  {
    columns: Type.Integer({ minimum: 1, maximum: 6 }),
    panels: Type.Array(
      Type.Object(
        {
          panelId: id('The panel.'),
          title: label('Of its tab.'),
          buttons: Type.Array(
            Type.Object({ label: label('Of the button.'), icon, action: ActionSchema }, strict),
            { maxItems: 48 },
          ),
        },
        strict,
      ),
      { maxItems: 12, description: 'Each is a tab of the grid.' },
    ),
  },
  { ...strict, description: 'Buttons, in panels.' },
)

const ScreenSchema = Type.Object(
  { recommendations: Type.Optional(ControlSchema), grid: Type.Optional(GridSchema) },
  strict,
)

export const ScreenLayoutSchema = Type.Object(
  {
    layoutId: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: LIST_NAME_PATTERN,
      description: 'The layout; that of a shipped one replaces it.',
    }),
    title: Type.String({ minLength: 1, maxLength: 256, description: 'What people call it.' }),
    screens: Type.Object(
      {
        product: Type.Optional(ScreenSchema),
        transaction: Type.Optional(ScreenSchema),
        customer: Type.Optional(ScreenSchema),
      },
      { ...strict, description: 'What is left out is as in the layout `standard`.' },
    ),
  },
  strict,
)
