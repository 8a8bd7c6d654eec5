import { Component, type ReactNode } from 'react'
import { type ApiError, toApiError } from './api.ts'
import { Problem } from './problem.tsx'

type FaultBoundaryProps = { readonly children: ReactNode }
type FaultBoundaryState = { readonly error?: ApiError | undefined }

/** Stands around a part of the page: a fault in it leaves the rest of the page as it is. React asks for a class. */
export class FaultBoundary extends Component<FaultBoundaryProps, FaultBoundaryState> {
  static getDerivedStateFromError(error: unknown): FaultBoundaryState {
    return { error: toApiError(error) }
  }

  override state: FaultBoundaryState = {}

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return <Problem error={error} onRetry={() => this.setState({ error: undefined })} />
  }
}
