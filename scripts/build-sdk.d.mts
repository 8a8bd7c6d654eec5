/** The files that a page loads, by name. */
export const SDK_FILES: Readonly<Record<string, { readonly entry: string; readonly format: 'es' | 'iife' }>>
/** @returns the code of one of the files, minified */
export const bundleSdk: (file: string) => Promise<string>
