/** Where the process begins. */
import { createProgram } from './program.ts'

await createProgram().parseAsync()
