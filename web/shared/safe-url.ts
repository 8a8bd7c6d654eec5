/**
 * An address from somebody's catalog that may go into `href` or `src`: http(s), or a path of this server.
 *
 * @returns undefined for everything else, as `javascript:`, `data:` and `//host`
 */
export const safeUrl = (url: string | undefined): string | undefined => {
  // Browsers drop these signs, so that `/<tab>/host` would be another host.
  const text = url?.replace(/[\t\n\r]/g, '').trim()
  if (text === undefined) return undefined
  if (/^\/(?![/\\])/.test(text)) return text
  try {
    const { protocol, href } = new URL(text)
    return protocol === 'http:' || protocol === 'https:' ? href : undefined
  } catch {
    return undefined
  }
}
