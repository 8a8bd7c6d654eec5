/** The store as it should be, as a few arrays: what every real one is compared with. */
import { type Json, mergePatch } from '../domain/json.ts'
import type { DocumentKind, LogRecord, NewRecord, StoredDocument } from '../domain/record.ts'
import type { Placed, Rewritten } from './ports.ts'

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

export class NaiveStore {
  readonly log: LogRecord[] = []
  readonly documents = new Map<string, StoredDocument>()

  append(records: readonly NewRecord[], loggedAt: number): readonly Placed[] {
    return records.map((record) => {
      const first = this.log.find(({ op, id }) => op === 'event' && record.op === 'event' && id === record.id)
      if (first !== undefined) return { seq: first.seq, isDuplicate: true }
      const seq = this.log.length + 1
      this.log.push({ ...record, seq, loggedAt })
      if (record.op !== 'event') this.#change(record.kind, record, seq, loggedAt)
      return { seq, isDuplicate: false }
    })
  }

  documentsOf(kind: DocumentKind): readonly StoredDocument[] {
    const found = [...this.documents.values()].filter((document) => document.kind === kind)
    return found.sort((a, b) => byCodePoint(a.id, b.id))
  }

  history(kind: DocumentKind, id: string, limitCount: number, beforeSeq = Infinity): readonly LogRecord[] {
    const found = this.log.filter((record) => record.kind === kind && record.id === id)
    return found
      .filter(({ seq }) => seq < beforeSeq)
      .reverse()
      .slice(0, limitCount)
  }

  find(afterSeq: number, untilSeq: number, texts: readonly string[]): readonly LogRecord[] {
    return this.log.filter(
      ({ seq, body }) => seq > afterSeq && seq <= untilSeq && texts.some((text) => body.includes(text)),
    )
  }

  rewrite(changes: readonly Rewritten[]): void {
    for (const { seq, record } of changes)
      this.log[seq - 1] = { ...record, seq, loggedAt: (this.log[seq - 1] as LogRecord).loggedAt }
    this.documents.clear()
    for (const record of this.log)
      if (record.op !== 'event') this.#change(record.kind, record, record.seq, record.loggedAt)
  }

  #change(kind: DocumentKind, { op, id, body }: NewRecord, seq: number, loggedAt: number): void {
    const key = `${kind} ${id}`
    const before = this.documents.get(key)
    const target = before?.body === undefined ? undefined : (JSON.parse(before.body) as Json)
    const patched = op === 'patch' ? JSON.stringify(mergePatch(target, JSON.parse(body) as Json)) : body
    const after = op === 'delete' ? undefined : patched
    this.documents.set(key, { kind, id, seq, createdAt: before?.createdAt ?? loggedAt, body: after })
  }
}
