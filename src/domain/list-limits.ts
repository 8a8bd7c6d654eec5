/** How many items a list has. */

export const LIST_LIMIT_DEFAULT = 12
export const LIST_LIMIT_MAX = 1_000
