/** Lets the app start without the server, where the browser can: on https, and on the machine of the server. */
export const registerServiceWorker = (): void => {
  if (!('serviceWorker' in navigator)) return
  // Without it the till starts only while the server is there; it works on in an open page all the same.
  navigator.serviceWorker.register('/pos/sw.js', { scope: '/pos/' }).catch(() => undefined)
}
