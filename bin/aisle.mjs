#!/usr/bin/env node
import { ensureInstalled, ensureWebBuilt, findNode, runProgram } from '../scripts/bootstrap.mjs'

const args = process.argv.slice(2)
await ensureInstalled()
const node = findNode()
if (args[0] === 'start') await ensureWebBuilt(node)
process.exit(await runProgram(node, args))
