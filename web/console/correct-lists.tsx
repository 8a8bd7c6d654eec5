/** One list with its rules: looked at, corrected, seen before and after, saved, undone. */
import { type ReactNode, useMemo, useState } from 'react'
import { type ApiError, fetchCategories, fetchChannels, toApiError } from '../shared/api.ts'
import { formatCount } from '../shared/money.ts'
import { Problem } from '../shared/problem.tsx'
import { readableId } from '../shared/random-id.ts'
import { useResource } from '../shared/use-resource.ts'
import { Compare } from './compare.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import { useSettled } from './item-field.tsx'
import { ListChoice } from './list-choice.tsx'
import { FIRST_FORM, merchAsk } from './merch-ask.ts'
import { type Correction, MerchTiles } from './merch-tiles.tsx'
import {
  deleteDocument,
  fetchExplained,
  fetchLists,
  fetchPreview,
  fetchRules,
  putRule,
  undo,
} from './merchandise-api.ts'
import type { ExplainedList, Rule } from './merchandise-wire.ts'
import type { Done } from './merchandising-page.tsx'
import { type RuleDraft, draftOf, newDraft, problemOf, ruleOf, ruleToLookAt } from './rule-draft.ts'
import { type RuleChoices, RuleForm } from './rule-form.tsx'
import { RuleList } from './rule-list.tsx'
import { actionSentence, scopeSentence } from './rule-sentence.ts'
import { WhyNotBox } from './why-not-box.tsx'

const PREVIEW_MS = 250

type CorrectListsProps = { readonly shopId: string; readonly onDone: (done: Done | undefined) => void }

/** Names of products that were seen on this page; others have their ids. */
const useNames = (lists: readonly (Pick<ExplainedList, 'items'> | null | undefined)[]) => {
  const [names] = useState(() => new Map<string, string>())
  for (const list of lists)
    for (const { itemId, item } of list?.items ?? [])
      if (item?.title !== undefined) names.set(itemId, item.title)
  return (itemId: string): string => names.get(itemId) ?? itemId
}

export const CorrectLists = ({ shopId, onDone }: CorrectListsProps): ReactNode => {
  const [form, setForm] = useState(FIRST_FORM)
  const [draft, setDraft] = useState<RuleDraft>()
  const [failure, setFailure] = useState<ApiError>()
  const [isBusy, setIsBusy] = useState(false)
  const [historyOf, setHistoryOf] = useState<string>()
  const channels = useResource(shopId, (signal) => fetchChannels(shopId, signal))
  const categories = useResource(shopId, (signal) => fetchCategories(shopId, signal))
  const lists = useResource(shopId, (signal) => fetchLists(shopId, signal))
  const rules = useResource(shopId, (signal) => fetchRules(shopId, signal))
  const ask = merchAsk(shopId, useSettled(form))
  const list = useResource(JSON.stringify(ask), (signal) => fetchExplained(ask, signal), {
    keepsPrevious: true,
  })
  const settled = useSettled(draft, PREVIEW_MS)
  const previewed = settled === undefined || problemOf(settled) !== undefined ? undefined : ruleOf(settled)
  const preview = useResource(
    JSON.stringify([ask, previewed]),
    async (signal) =>
      previewed === undefined
        ? undefined
        : fetchPreview(
            { request: { ...ask, explain: true }, rules: [ruleToLookAt(previewed, Date.now())] },
            signal,
          ),
    { keepsPrevious: true },
  )
  const nameOf = useNames([list.data, preview.data?.before, preview.data?.after])
  const titleOfRule = (ruleId: string): string => {
    const rule = rules.data?.find((each) => each.ruleId === ruleId)
    return rule === undefined ? ruleId : (rule.title ?? actionSentence(rule.action, nameOf))
  }
  const choices = useMemo(
    (): RuleChoices => ({
      placements: (lists.data?.placements ?? []).map(({ placementId, title }) => ({
        value: placementId,
        label: `${title} (${placementId})`,
      })),
      lists: (lists.data?.lists ?? []).map(({ list: value, title }) => ({ value, label: title })),
      channels: (channels.data ?? []).map(({ channelId, title }) => ({
        value: channelId,
        label: title ?? channelId,
      })),
      categories: (categories.data ?? []).map(({ path }) => ({ value: path, label: path })),
    }),
    [lists.data, channels.data, categories.data],
  )

  const open = (next: RuleDraft | undefined): void => {
    setFailure(undefined)
    onDone(undefined)
    setDraft(next)
  }
  const here = form.kind === 'placement' ? { placements: [form.name] } : { lists: [form.name] }
  const draftHere = (part: Partial<RuleDraft>): RuleDraft =>
    newDraft(readableId('rule').toLowerCase(), { ...here, ...part })
  const correct = ({ kind, itemId, slot }: Correction): void =>
    open(draftHere({ do: kind, itemIds: itemId, slot: String(slot) }))
  const reload = (): void => {
    list.reload()
    rules.reload()
  }
  /** Does it, and says so with the way back. */
  const change = async (text: string, ruleId: string, work: () => Promise<unknown>): Promise<boolean> => {
    setIsBusy(true)
    setFailure(undefined)
    try {
      await work()
      reload()
      onDone({
        text,
        undo: () => void change('It is as it was before.', ruleId, () => undo(shopId, 'rule', ruleId)),
      })
      return true
    } catch (error) {
      setFailure(toApiError(error))
      return false
    } finally {
      setIsBusy(false)
    }
  }
  const save = async (): Promise<void> => {
    if (draft === undefined) return
    const rule = ruleOf(draft)
    if (await change('Saved. It holds from now on.', rule.ruleId, () => putRule(shopId, rule)))
      setDraft(undefined)
  }
  const switchRule = (rule: Rule): void => {
    const isEnabled = rule.isEnabled === false
    void change(isEnabled ? 'The rule is on.' : 'The rule is off.', rule.ruleId, () =>
      putRule(shopId, { ...rule, isEnabled }),
    )
  }
  const isCompared = draft !== undefined && preview.data !== undefined
  const shown = list.data
  return (
    <>
      <ListChoice
        shopId={shopId}
        form={form}
        lists={lists.data}
        channels={channels.data ?? []}
        categories={categories.data ?? []}
        onChange={(part) => setForm((old) => ({ ...old, ...part }))}
      />
      <div className="merch">
        <section className="merch-list" aria-labelledby="merch-list-heading" aria-busy={shown === undefined}>
          <div className="preview-head">
            <h2 id="merch-list-heading">{shown?.title ?? '\u00a0'}</h2>
            <span className="muted" key={shown === undefined ? 'coming' : 'known'}>
              {shown === undefined
                ? '\u00a0'
                : `${formatCount(shown.items.length)} of ${formatCount(shown.totalItems)} products`}
            </span>
          </div>
          {list.error !== undefined && <Problem error={list.error} onRetry={list.reload} />}
          <p className="merch-note" title={shown?.fallback?.text}>
            {shown?.fallback?.text ?? '\u00a0'}
          </p>
          {isCompared && preview.data !== undefined ? (
            <Compare preview={preview.data} ruleId={draft.ruleId} from={previewed?.from} />
          ) : (
            <MerchTiles list={shown} titleOfRule={titleOfRule} onCorrect={correct} />
          )}
        </section>
        <aside className="merch-aside" aria-label="Rules and questions">
          {draft !== undefined && (
            <RuleForm
              key={draft.ruleId}
              shopId={shopId}
              draft={draft}
              choices={choices}
              nameOf={nameOf}
              error={failure ?? (previewed === undefined ? undefined : preview.error)}
              isBusy={isBusy}
              onChange={(next) => {
                setFailure(undefined)
                setDraft(next)
              }}
              onSave={() => void save()}
              onDiscard={() => open(undefined)}
            />
          )}
          {draft === undefined && failure !== undefined && <Problem error={failure} />}
          {rules.error !== undefined && <Problem error={rules.error} onRetry={rules.reload} />}
          <RuleList
            rules={rules.data}
            told={shown?.explanation?.rules}
            nameOf={nameOf}
            onNew={() => open(draftHere({ do: 'boost' }))}
            onEdit={(rule) => open(draftOf(rule))}
            onSwitch={switchRule}
            onDelete={({ ruleId }) =>
              void change('The rule is deleted.', ruleId, () => deleteDocument(shopId, 'rule', ruleId))
            }
            onHistory={setHistoryOf}
          />
          {(rules.data !== undefined || rules.error !== undefined) && (
            <WhyNotBox key={JSON.stringify(ask)} shopId={shopId} ask={ask} />
          )}
        </aside>
      </div>
      {historyOf !== undefined && (
        <HistoryDialog<Rule>
          shopId={shopId}
          kind="rule"
          id={historyOf}
          sentenceOf={(rule) =>
            `${rule.isEnabled === false ? 'Off: ' : ''}${actionSentence(rule.action, nameOf)}, ${scopeSentence(rule, nameOf)}`
          }
          onRestored={reload}
          onClose={() => setHistoryOf(undefined)}
        />
      )}
    </>
  )
}
