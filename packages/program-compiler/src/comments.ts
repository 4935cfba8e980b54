/** Takes `//` comments out of a style sheet, which CSS does not know; addresses such as `url(https://…)`, strings and block comments stay. */
export function withoutLineComments(text: string): string {
  if (!text.includes('//')) return text
  let out = ''
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2)
      const stop = end < 0 ? text.length : end + 2
      out += text.slice(at, stop)
      at = stop
    } else if (char === '"' || char === "'") {
      const stop = stringEnd(text, at, char)
      out += text.slice(at, stop)
      at = stop
    } else if (/^url\(/i.test(text.slice(at, at + 4))) {
      const end = text.indexOf(')', at)
      const stop = end < 0 ? text.length : end + 1
      out += text.slice(at, stop)
      at = stop
    } else if (char === '/' && text[at + 1] === '/' && (at === 0 || /[\s;{}*/,]/.test(text[at - 1]!))) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else {
      out += char
      at += 1
    }
  }
  return out
}

function stringEnd(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote || text[at] === '\n') return at + 1
  }
  return text.length
}
