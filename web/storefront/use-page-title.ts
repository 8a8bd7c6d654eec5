import { useEffect } from 'react'

/** The title of the window; what is undefined is left as it was. */
export const usePageTitle = (title: string | undefined): void => {
  useEffect(() => {
    if (title !== undefined) document.title = title
  }, [title])
}
