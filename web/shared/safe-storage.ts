/** `localStorage`, or memory where the browser forbids it or it is full. */

const memory = new Map<string, string>()

export const readText = (name: string): string | undefined => {
  try {
    return localStorage.getItem(name) ?? memory.get(name)
  } catch {
    return memory.get(name)
  }
}

export const writeText = (name: string, text: string): void => {
  memory.set(name, text)
  try {
    localStorage.setItem(name, text)
  } catch {
    // The copy in memory serves for this visit.
  }
}

/** @returns undefined when nothing was kept or it does not have the shape */
export const readJson = <T>(name: string, isShape: (value: unknown) => value is T): T | undefined => {
  try {
    const value: unknown = JSON.parse(readText(name) ?? 'null')
    return isShape(value) ? value : undefined
  } catch {
    return undefined
  }
}

export const remove = (name: string): void => {
  memory.delete(name)
  try {
    localStorage.removeItem(name)
  } catch {
    // It was only in memory.
  }
}
