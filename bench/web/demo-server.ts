/** The demo shop as a newcomer has it, on a server of its own. */
import { type BenchServer, runCommand, startServer } from '../server.ts'
import type { Workspace } from '../workspace.ts'

/** @param size  of the demo world */
export const startDemoServer = async (workspace: Workspace, size: 'small' | 'demo'): Promise<BenchServer> => {
  const options = { workspace, dataFolder: workspace.folder('demo') }
  await runCommand(options, ['demo', '--size', size])
  return startServer(options)
}
