/** @returns the path of a Chromium on this machine, or undefined */
export declare const findChromium: () => string | undefined
export declare const ensureChromium: () => Promise<void>
