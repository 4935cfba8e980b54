import { SELECTOR_DEPTH_MAX } from './limits.ts'

const NAME = /[\w\-\u00A0-\uFFFF]/
const TAGGED_ALREADY = /^(from|to)$/

/**
 * Rewrites one selector list: tag names get `wx-` in front (`page` too), class names get the scope, `:host` is a class of the
 * component's box. Attribute selectors, ids, pseudo-classes and percentages stay.
 */
export function rewriteSelector(selector: string, scope: string | undefined, hostScope: string): string {
  return rewrite(selector, scope, hostScope, 0)
}

function rewrite(text: string, scope: string | undefined, host: string, depth: number): string {
  if (depth > SELECTOR_DEPTH_MAX) return text
  let out = ''
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (char === '.') {
      const name = nameAt(text, at + 1)
      out += name === '' ? '.' : `.${scope === undefined ? '' : `${scope}--`}${name}`
      at += 1 + name.length
    } else if (char === '#') {
      const name = nameAt(text, at + 1)
      out += `#${name}`
      at += 1 + name.length
    } else if (char === '[') {
      const end = closing(text, at, '[', ']')
      out += text.slice(at, end)
      at = end
    } else if (char === ':') {
      const [piece, end] = pseudo(text, at, scope, host, depth)
      out += piece
      at = end
    } else if (char === '"' || char === "'") {
      const end = text.indexOf(char, at + 1)
      out += text.slice(at, end < 0 ? text.length : end + 1)
      at = end < 0 ? text.length : end + 1
    } else if (/[a-zA-Z_\\\u00A0-\uFFFF]/.test(char)) {
      const name = nameAt(text, at)
      out += TAGGED_ALREADY.test(name) ? name : `wx-${name.replace(/^wx-/, '')}`
      at += Math.max(1, name.length)
    } else if (/\d/.test(char)) {
      const number = /^[\d.]+%?/.exec(text.slice(at))![0]
      out += number
      at += number.length
    } else {
      out += char
      at += 1
    }
  }
  return out
}

function pseudo(text: string, at: number, scope: string | undefined, host: string, depth: number): [string, number] {
  const colons = text[at + 1] === ':' ? '::' : ':'
  const name = nameAt(text, at + colons.length)
  const end = at + colons.length + name.length
  const opens = text[end] === '('
  const close = opens ? closing(text, end, '(', ')') : end
  const inside = opens ? text.slice(end + 1, close - 1) : ''
  if (name === 'host') return [`.${host}-host${opens ? rewrite(inside, scope, host, depth + 1) : ''}`, close]
  if (name === 'root') return ['wx-page', close]
  if (!opens) return [`${colons}${name}`, end]
  const keeps = /^(nth-|lang|dir)/.test(name)
  return [`${colons}${name}(${keeps ? inside : rewrite(inside, scope, host, depth + 1)})`, close]
}

function nameAt(text: string, from: number): string {
  let at = from
  while (at < text.length && (NAME.test(text[at]!) || text[at] === '\\')) at += text[at] === '\\' ? 2 : 1
  return text.slice(from, at)
}

function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth++
    else if (text[at] === close && --depth === 0) return at + 1
  }
  return text.length
}
