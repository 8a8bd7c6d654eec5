/** How large a condition may be. Past these, somebody's program writes it and should send lists of items instead. */

/** Of the text form, in UTF-16 units. */
export const TEXT_LENGTH_MAX = 10_000
/** Conditions within each other; a comparison alone is 1. */
export const DEPTH_MAX = 32
/** Comparisons, histories, sequences, and `always` and `never`. */
export const LEAF_COUNT_MAX = 500
/** Values of a list to compare with. */
export const LIST_LENGTH_MAX = 1_000
export const VALUE_LENGTH_MAX = 1_000
export const SEQUENCE_LENGTH_MAX = 10
export const WITHIN_DAYS_MAX = 36_500
export const HISTORY_COUNT_MAX = 1_000_000
