import { useSyncExternalStore } from 'react'
import { type ListEventCounts, listEventCounts, onListEvents } from './list-events-queue.ts'

export const useListEventCounts = (): ListEventCounts => useSyncExternalStore(onListEvents, listEventCounts)
