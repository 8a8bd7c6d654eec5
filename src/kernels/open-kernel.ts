/** Opens a WebAssembly kernel: in this thread, at once, with a memory of its own that grows as blocks are taken. */

/** A kernel as `scripts/build-kernels.mjs` writes it: base64 of the module, with and without relaxed SIMD. */
export type KernelBytes = { readonly relaxed: string; readonly plain: string }

/** Where something lies in a kernel's memory, in bytes. */
export type Pointer = number

export type Kernel<Calls> = {
  readonly calls: Calls
  /** Takes zeroed memory, for good. The memory may move: views made before are then empty, so take all blocks first. */
  readonly take: (byteLength: number) => Pointer
  readonly floats: (at: Pointer, length: number) => Float32Array<ArrayBuffer>
  readonly doubles: (at: Pointer, length: number) => Float64Array<ArrayBuffer>
  readonly ints: (at: Pointer, length: number) => Int32Array<ArrayBuffer>
}

type Memory = { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }

/** The part of the standard that is used here: no library of types for it comes without those of a browser or of Node. */
declare const WebAssembly:
  | {
      readonly validate: (bytes: Uint8Array) => boolean
      readonly Module: new (bytes: Uint8Array) => object
      readonly Instance: new (module: object) => { readonly exports: object }
    }
  | undefined
declare const atob: (base64: string) => string

const PAGE_BYTES = 65_536
/** Blocks start at cache lines; the first keeps clear of 0, so that no pointer is 0. */
const LINE_BYTES = 64

/**
 * @returns undefined where there is no WebAssembly with SIMD; the kernel's twin in TypeScript then does the work
 * @param Calls  the functions that the kernel exports, by name; i32 and pointers are numbers
 */
export const openKernel = <Calls>(bytes: KernelBytes): Kernel<Calls> | undefined => {
  if (typeof WebAssembly === 'undefined') return undefined
  const module = compiled(bytes)
  if (module === undefined) return undefined
  const { exports } = new WebAssembly.Instance(module)
  const { memory } = exports as { readonly memory: Memory }
  let end = LINE_BYTES
  return {
    calls: exports as Calls,
    take: (byteLength) => {
      const start = end
      end += Math.ceil(byteLength / LINE_BYTES) * LINE_BYTES
      const missing = end - memory.buffer.byteLength
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
      return start
    },
    floats: (at, length) => new Float32Array(memory.buffer, at, length),
    doubles: (at, length) => new Float64Array(memory.buffer, at, length),
    ints: (at, length) => new Int32Array(memory.buffer, at, length),
  }
}

/** Modules hold no memory, so each is compiled once in a thread. */
const moduleByBytes = new WeakMap<KernelBytes, object | undefined>()

const compiled = (bytes: KernelBytes): object | undefined => {
  if (WebAssembly === undefined) return undefined
  if (moduleByBytes.has(bytes)) return moduleByBytes.get(bytes)
  const program = [bytes.relaxed, bytes.plain].map(decoded).find((binary) => WebAssembly?.validate(binary))
  const module = program === undefined ? undefined : new WebAssembly.Module(program)
  moduleByBytes.set(bytes, module)
  return module
}

const decoded = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
