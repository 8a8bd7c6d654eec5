/** Text as it may stand in XML, which knows no control characters, not even as references. */
const isXmlChar = (char: string): boolean => {
  const code = char.codePointAt(0) as number
  return code === 9 || code === 10 || code === 13 || (code >= 32 && code !== 0xfffe && code !== 0xffff)
}

export const escapeXml = (text: string): string =>
  [...text.toWellFormed()]
    .filter(isXmlChar)
    .join('')
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
