/** Names as people write them in different systems: case, spaces, `-` and `_` do not count. */
export const foldName = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '')
