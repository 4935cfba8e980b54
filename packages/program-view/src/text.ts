import type { Rec } from './types.ts'
import { bool, text } from './values.ts'

const DECODED: Readonly<Record<string, string>> = {
  '&nbsp;': '\u00a0',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&apos;': "'",
  '&quot;': '"',
  '&ensp;': '\u2002',
  '&emsp;': '\u2003',
}

const SPACES: Readonly<Record<string, string>> = { nbsp: '\u00a0', ensp: '\u2002', emsp: '\u2003' }

/** How a `text` shows what it holds: `decode` reads entities, `space` keeps each space at a width. */
export function shownText(raw: string, around: Rec): string {
  const space = SPACES[text(around.attrs?.get('space'))]
  const spaced = space ? raw.replaceAll(' ', space) : raw
  return bool(around.attrs?.get('decode')) ? spaced.replace(/&[a-z]+;/g, entity => DECODED[entity] ?? entity) : spaced
}
