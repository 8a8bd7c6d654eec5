/** How much memory training may use when nobody says so. */
import { totalmem } from 'node:os'
import type { Settings } from '../config/settings.ts'

/**
 * What this process may use: that of the machine, or less when a container gives it less.
 *
 * @param constrained  bytes of the container; 0 or undefined without a limit
 */
export const memoryOfMachine = (
  total = totalmem(),
  constrained: number | undefined = process.constrainedMemory(),
): number => Math.min(total, constrained || Number.POSITIVE_INFINITY)

/** Half of it, unless it is set. */
export const trainingMemoryBytes = ({ trainMemoryMb }: Pick<Settings, 'trainMemoryMb'>): number =>
  trainMemoryMb === 0 ? memoryOfMachine() / 2 : trainMemoryMb * 1024 * 1024
