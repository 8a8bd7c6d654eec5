/** What the browser keeps for the tracker: `localStorage`, and memory for what it forbids or has no room for. */

export type Kept = {
  /** @returns undefined when nothing was kept, or something else wrote there */
  readonly read: <T>(name: string) => T | undefined
  readonly write: (name: string, value: unknown) => void
  readonly drop: (name: string) => void
  /** Names that begin so, in the order of their text. */
  readonly names: (start: string) => readonly string[]
}

/** @param open  asked each time; may throw, as where cookies are blocked. Undefined where there is none */
export const openKept = (open: (() => Storage) | undefined, prefix: string): Kept => {
  // Where there is none, this throws too.
  const storage = (): Storage => (open as () => Storage)()
  const memory = new Map<string, string>()
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch {
      return undefined
    }
  }
  return {
    read: <T>(name: string) =>
      attempt(
        () =>
          (JSON.parse(memory.get(name) ?? storage().getItem(prefix + name) ?? 'null') as T | null) ??
          undefined,
      ),
    write: (name, value) => {
      const text = JSON.stringify(value)
      try {
        storage().setItem(prefix + name, text)
        memory.delete(name)
      } catch {
        memory.set(name, text)
      }
    },
    drop: (name) => {
      memory.delete(name)
      attempt(() => storage().removeItem(prefix + name))
    },
    names: (start) => {
      const all = (attempt(() => Object.keys(storage())) ?? [])
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length))
      return [...new Set([...all, ...memory.keys()])].filter((name) => name.startsWith(start)).sort()
    },
  }
}
