/** The real server, killed in the midst of its work: a few rounds of what `npm run bench -- kill` does a hundred times. */
import { expect, test } from 'vitest'
import { killBench } from '../bench/kill.ts'
import { openWorkspace } from '../bench/workspace.ts'

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 5)
const SECONDS_A_ROUND_MAX = 20

test(
  'a server that is killed while events come in has lost none that it acknowledged, and has none twice',
  async () => {
    const { isWell, tables } = await killBench.run({
      isQuick: true,
      workspace: openWorkspace(),
      showsProgress: false,
      rounds: ROUNDS,
    })
    const countOf = (what: string): number =>
      Number(tables[0]?.rows.find((row) => row['what'] === what)?.['count'])
    expect(countOf('events acknowledged')).toBeGreaterThan(0)
    expect([countOf('acknowledged and lost'), countOf('in the log twice')]).toEqual([0, 0])
    expect(isWell).toBe(true)
  },
  ROUNDS * SECONDS_A_ROUND_MAX * 1_000,
)
