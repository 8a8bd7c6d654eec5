import type { ReactNode } from 'react'
import { DEPARTMENT_SIGNS, departmentSign } from './department-signs.ts'

/** The sign of a department, found by the words of its name; the name stands beside it. */
export const DepartmentIcon = ({
  name,
  size = 24,
}: {
  readonly name: string
  readonly size?: number
}): ReactNode => (
  <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path
      d={DEPARTMENT_SIGNS[departmentSign(name)]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
