/** One tab works at a time where the browser lets tabs agree on it; elsewhere each does. */
export const alone = async <T>(name: string, work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request(name, work) : work()
