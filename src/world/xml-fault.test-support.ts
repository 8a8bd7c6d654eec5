/** Why a text is no well-formed XML element; undefined when it is. Enough of the grammar for what drawings use. */
export const faultOf = (xml: string): string | undefined => {
  const open: string[] = []
  const tag = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z][a-zA-Z0-9:-]*="[^"<&]*")*)(\/?)>|([^<]+)/y
  while (tag.lastIndex < xml.length) {
    const from = tag.lastIndex
    const found = tag.exec(xml)
    if (found === null) return `not XML: ${xml.slice(from, from + 60)}`
    const [, isEnd, name, , isEmpty, text] = found
    if (text !== undefined) {
      if (
        /&(?!#\d+;)/.test(text) ||
        /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(text)
      )
        return `bad text: ${text}`
    } else if (isEnd === '/') {
      if (open.pop() !== name) return `</${name}> closes something else`
    } else if (isEmpty !== '/') open.push(name)
  }
  return open.length > 0 ? `${open.join(', ')} left open` : undefined
}
