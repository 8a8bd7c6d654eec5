import { useSyncExternalStore } from 'react'
import { type QueueCounts, onQueue, queueCounts } from './sales-queue.ts'

export const useQueueCounts = (): QueueCounts => useSyncExternalStore(onQueue, queueCounts)
