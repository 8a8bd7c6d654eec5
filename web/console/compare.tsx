/** A list as it is beside the list as it would be. */
import type { ReactNode } from 'react'
import { countOf } from '../shared/money.ts'
import { Picture } from '../shared/picture.tsx'
import { Price } from '../shared/price.tsx'
import { becauseText, scheduleSentence } from './rule-sentence.ts'
import type { Change, PreviewAnswer, PreviewedList } from './merchandise-wire.ts'

type Mark = { readonly tone: 'new' | 'gone' | 'up' | 'down'; readonly text: string; readonly sign: string }

const markOf = ({ before, after }: Change): Mark => {
  if (before === null) return { tone: 'new', text: 'new in the list', sign: 'New' }
  if (after === null) return { tone: 'gone', text: 'no longer in the list', sign: 'Gone' }
  const places = Math.abs(after - before)
  return after < before
    ? { tone: 'up', text: `${countOf(places, 'place')} further up`, sign: `↑ ${places}` }
    : { tone: 'down', text: `${countOf(places, 'place')} further down`, sign: `↓ ${places}` }
}

type SideProps = {
  readonly title: string
  readonly list: PreviewedList
  /** By item; only those of this side. */
  readonly marks: ReadonlyMap<string, Mark>
}

const Side = ({ title, list, marks }: SideProps): ReactNode => (
  <section aria-label={title} className="compare-side">
    <h3>{title}</h3>
    {list.items.length === 0 && <p className="note">{list.fallback?.text ?? 'Nothing shows.'}</p>}
    <ol>
      {list.items.map((entry, position) => {
        const item = entry.item ?? { itemId: entry.itemId }
        const name = item.title ?? item.itemId
        const mark = marks.get(entry.itemId)
        return (
          <li key={position} className="compare-row" data-mark={mark?.tone}>
            <span className="compare-place">{list.skip + position + 1}</span>
            <Picture url={item.pictures?.[0]?.url} alt="" name={name} size={48} />
            <span className="compare-words">
              <span className="compare-name" title={name}>
                {name}
              </span>
              <Price
                priceMinor={item.priceMinor}
                listPriceMinor={item.listPriceMinor}
                currency={item.currency}
              />
            </span>
            {mark !== undefined && (
              <span className="compare-mark">
                <span aria-hidden="true">{mark.sign}</span>
                <span className="visually-hidden">{mark.text}</span>
              </span>
            )}
          </li>
        )
      })}
    </ol>
  </section>
)

const summaryOf = (changes: readonly Change[]): string => {
  const marks = changes.map(markOf)
  const count = (...tones: readonly Mark['tone'][]): number =>
    marks.filter(({ tone }) => tones.includes(tone)).length
  if (changes.length === 0) return 'Nothing changes in this list.'
  const counts = [
    [count('new'), 'new'],
    [count('gone'), 'gone'],
    [count('up', 'down'), 'moved'],
  ]
    .filter(([many]) => many !== 0)
    .map(([many, word]) => `${many} ${word}`)
  return `${counts.join(', ')}.`
}

/** What stands in the way of a rule. */
export const Cautions = ({ preview }: { readonly preview: PreviewAnswer }): ReactNode => {
  const texts = [
    ...preview.warnings.map(({ text }) => text),
    ...preview.problems.map(({ ruleId, text }) => `Rule ${ruleId}: ${text}`),
  ]
  return texts.length === 0 ? null : (
    <ul className="cautions" aria-label="Warnings">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

type CompareProps = {
  readonly preview: PreviewAnswer
  readonly ruleId: string
  /** When the rule begins. ms UTC */
  readonly from: number | undefined
}

/** What else is to be said of the look: that it is of later, or why the rule does nothing here. */
const asideOf = ({ preview, ruleId, from }: CompareProps): string => {
  const passed = preview.after.explanation?.rules.notApplied.find((rule) => rule.ruleId === ruleId)
  if (passed !== undefined)
    return ` The rule does not hold here: ${becauseText(passed.because).toLowerCase()}.`
  return from !== undefined && from > Date.now()
    ? ` It holds ${scheduleSentence({ from })}; this is the list of now as it would be then.`
    : ''
}

export const Compare = (props: CompareProps): ReactNode => {
  const { preview } = props
  const { before, after, changes } = preview
  const marks = new Map(changes.map((change) => [change.itemId, markOf(change)]))
  const gone = new Map([...marks].filter(([, { tone }]) => tone === 'gone'))
  return (
    <div className="compare">
      <output className="compare-summary">
        {summaryOf(changes)}
        <span className="muted">{asideOf(props)}</span>
      </output>
      <Cautions preview={preview} />
      <div className="compare-sides">
        {before !== null && <Side title="Now" list={before} marks={gone} />}
        <Side title="With the rule" list={after} marks={marks} />
      </div>
    </div>
  )
}
