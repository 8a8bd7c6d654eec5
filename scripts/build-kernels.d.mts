/** Names of the kernels there are. */
export declare const kernelNames: () => readonly string[]
/** Where the bytes of a kernel are kept. */
export declare const kernelPath: (name: string) => string
/** The text of that file, made anew. */
export declare const kernelModule: (name: string) => Promise<string>
