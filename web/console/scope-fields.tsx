/** Where a list is looked at: in which channel and category. */
import type { ReactNode } from 'react'
import type { Category, Channel } from '../shared/wire.ts'

type FieldProps<T> = {
  readonly value: string
  readonly options: readonly T[]
  readonly onChange: (value: string) => void
}

export const ChannelField = ({ value, options, onChange }: FieldProps<Channel>): ReactNode => (
  <label className="field">
    Channel
    <select value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">All channels</option>
      {options.map(({ channelId, title }) => (
        <option key={channelId} value={channelId}>
          {title ?? channelId}
        </option>
      ))}
    </select>
  </label>
)

export const CategoryField = ({ value, options, onChange }: FieldProps<Category>): ReactNode => (
  <label className="field">
    Category
    <select value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">The whole shop</option>
      {options.map(({ path }) => (
        <option key={path} value={path}>
          {path}
        </option>
      ))}
    </select>
  </label>
)
