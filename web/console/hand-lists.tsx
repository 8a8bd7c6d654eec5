/** Lists made by hand: which there are, and the one that is being edited. */
import { type ReactNode, useState } from 'react'
import { ApiError, toApiError } from '../shared/api.ts'
import { countOf } from '../shared/money.ts'
import { Problem } from '../shared/problem.tsx'
import { useResource } from '../shared/use-resource.ts'
import { HandListForm } from './hand-list-form.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import { deleteDocument, fetchHandLists, putHandList, undo } from './merchandise-api.ts'
import type { CuratedList } from './merchandise-wire.ts'
import type { Done } from './merchandising-page.tsx'
import { localInstant, localText } from './rule-draft.ts'
import { scheduleSentence } from './rule-sentence.ts'

export type HandDraft = {
  readonly curatedListId: string
  readonly isNew: boolean
  readonly title: string
  readonly itemIds: readonly string[]
  readonly from: string
  readonly until: string
}

const EMPTY: HandDraft = { curatedListId: '', isNew: true, title: '', itemIds: [], from: '', until: '' }

const draftOf = (list: CuratedList): HandDraft => ({
  curatedListId: list.curatedListId,
  isNew: false,
  title: list.title ?? '',
  itemIds: list.itemIds,
  from: localText(list.from),
  until: localText(list.until),
})

const listOf = (draft: HandDraft): CuratedList => {
  const [from, until] = [localInstant(draft.from), localInstant(draft.until)]
  return {
    curatedListId: draft.curatedListId.trim(),
    ...(draft.title.trim() !== '' && { title: draft.title.trim() }),
    itemIds: draft.itemIds,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  }
}

const NAME_MISSING = {
  field: '/curatedListId',
  message: 'A list needs a name.',
  fix: 'Use letters, digits, “-” and “_”, as editors-picks.',
}

type HandListsProps = { readonly shopId: string; readonly onDone: (done: Done | undefined) => void }

export const HandLists = ({ shopId, onDone }: HandListsProps): ReactNode => {
  const lists = useResource(shopId, (signal) => fetchHandLists(shopId, signal), { keepsPrevious: true })
  const [draft, setDraft] = useState<HandDraft>()
  const [failure, setFailure] = useState<ApiError>()
  const [historyOf, setHistoryOf] = useState<string>()
  const open = (next: HandDraft | undefined): void => {
    setFailure(undefined)
    onDone(undefined)
    setDraft(next)
  }
  const change = async (text: string, id: string, work: () => Promise<unknown>): Promise<void> => {
    setFailure(undefined)
    try {
      await work()
      lists.reload()
      setDraft(undefined)
      onDone({
        text,
        undo: () => void change('It is as it was before.', id, () => undo(shopId, 'curated-list', id)),
      })
    } catch (error) {
      setFailure(toApiError(error))
    }
  }
  const save = (): void => {
    if (draft === undefined) return
    const list = listOf(draft)
    const isTaken =
      draft.isNew && lists.data?.some(({ curatedListId }) => curatedListId === list.curatedListId)
    void change(
      'Saved. Shoppers see it from now on, where a placement or strategy names it.',
      list.curatedListId,
      () => {
        if (list.curatedListId === '') return Promise.reject(problemAt(NAME_MISSING))
        if (isTaken === true)
          return Promise.reject(
            problemAt({ ...NAME_MISSING, message: 'There is a list of this name.', fix: 'Choose another.' }),
          )
        return putHandList(shopId, list)
      },
    )
  }
  return (
    <div className="merch is-by-hand">
      <section className="card rule-list" aria-labelledby="hand-heading">
        <div className="rule-list-head">
          <h2 id="hand-heading">Lists by hand</h2>
          <button type="button" className="button is-quiet" onClick={() => open(EMPTY)}>
            New list
          </button>
        </div>
        {lists.error !== undefined && <Problem error={lists.error} onRetry={lists.reload} />}
        {lists.data?.length === 0 && <p className="muted">None yet.</p>}
        <ul>
          {lists.data?.map((list) => {
            const name = list.title ?? list.curatedListId
            const schedule = scheduleSentence(list)
            return (
              <li key={list.curatedListId}>
                <div className="rule-words">
                  <strong>{name}</strong>
                  <span className="muted">
                    <code>{list.curatedListId}</code>, {countOf(list.itemIds.length, 'product')}
                    {schedule !== undefined && `, ${schedule}`}
                  </span>
                </div>
                <div className="rule-controls">
                  <button
                    type="button"
                    className="text-button"
                    aria-label={`Edit ${name}`}
                    onClick={() => open(draftOf(list))}
                  >
                    Edit
                  </button>
                  <button
                    type="button"
                    className="text-button"
                    aria-label={`History of ${name}`}
                    onClick={() => setHistoryOf(list.curatedListId)}
                  >
                    History
                  </button>
                  <button
                    type="button"
                    className="text-button"
                    aria-label={`Delete ${name}`}
                    onClick={() =>
                      void change('The list is deleted.', list.curatedListId, () =>
                        deleteDocument(shopId, 'curated-list', list.curatedListId),
                      )
                    }
                  >
                    Delete
                  </button>
                </div>
              </li>
            )
          })}
        </ul>
      </section>
      {draft === undefined ? (
        failure !== undefined && <Problem error={failure} />
      ) : (
        <HandListForm
          shopId={shopId}
          draft={draft}
          error={failure}
          onChange={(next) => {
            setFailure(undefined)
            setDraft(next)
          }}
          onSave={save}
          onDiscard={() => open(undefined)}
        />
      )}
      {historyOf !== undefined && (
        <HistoryDialog<CuratedList>
          shopId={shopId}
          kind="curated-list"
          id={historyOf}
          sentenceOf={(list) => `${list.title ?? list.curatedListId}: ${list.itemIds.join(', ')}`}
          onRestored={lists.reload}
          onClose={() => setHistoryOf(undefined)}
        />
      )}
    </div>
  )
}

const problemAt = ({ message, fix, field }: typeof NAME_MISSING): ApiError =>
  new ApiError('MISSING', message, { status: 400, fix, field })
