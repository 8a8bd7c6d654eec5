/** What every place where this code runs has, and the language does not. */
export {}

declare global {
  class TextEncoder {
    encode(text: string): Uint8Array<ArrayBuffer>
  }
  class TextDecoder {
    decode(bytes?: Uint8Array): string
  }
}
