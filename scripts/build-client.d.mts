/** @returns the type of the values that a JSON schema describes, as TypeScript */
export declare const typeOf: (schema: object) => string
/** @returns the text of the module that holds the types of the wire */
export declare const wireModule: () => string
export declare const buildClient: (folder: string) => void
