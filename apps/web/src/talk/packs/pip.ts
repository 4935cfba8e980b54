import type { Drawing } from '../sticker-packs.ts'

// Pip, a bird of the harbour.

export const viewBox = '0 -8 98 104'

const EYES = {
  open: '<circle cx="38" cy="42" r="4" fill="#16241d"/><circle cx="60" cy="42" r="4" fill="#16241d"/>',
  glad: '<path d="M33 43q5-7 10 0M55 43q5-7 10 0" fill="none" stroke="#16241d" stroke-width="3.4" stroke-linecap="round"/>',
  shut: '<path d="M33 42q5 5 10 0M55 42q5 5 10 0" fill="none" stroke="#16241d" stroke-width="3.4" stroke-linecap="round"/>',
  hearts:
    '<path d="M38 47l-6-6a3.6 3.6 0 0 1 6-4 3.6 3.6 0 0 1 6 4zM60 47l-6-6a3.6 3.6 0 0 1 6-4 3.6 3.6 0 0 1 6 4z" fill="#d3281d"/>',
  wide: '<circle cx="38" cy="42" r="6.5" fill="#fff"/><circle cx="60" cy="42" r="6.5" fill="#fff"/><circle cx="38" cy="42" r="3.4" fill="#16241d"/><circle cx="60" cy="42" r="3.4" fill="#16241d"/>',
  cross:
    '<path d="M33 37l9 4-9 4M65 37l-9 4 9 4" fill="none" stroke="#16241d" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/>',
}
const BEAK = '<path d="M49 46l10 5-10 6-9-6z" fill="#f5a623"/>'
const BEAK_OPEN = '<path d="M40 49l9-5 10 5-10 3z" fill="#f5a623"/><path d="M42 54h14l-7 8z" fill="#e08a0b"/>'
const CHEEKS =
  '<circle cx="29" cy="52" r="5" fill="#ff9d8a" opacity=".6"/><circle cx="69" cy="52" r="5" fill="#ff9d8a" opacity=".6"/>'

/** Pip with this face; `more` lies over him. */
const pip = (eyes: string, beak = BEAK, more = '', body = '#2bbd6e'): string =>
  `<path d="M49 12c-4-8 6-9 4-2 5-6 11 0 4 4" fill="${body}"/>` +
  `<ellipse cx="49" cy="52" rx="36" ry="38" fill="${body}"/><ellipse cx="49" cy="66" rx="23" ry="21" fill="#e6f9ee"/>` +
  `<path d="M40 90v4m-5 0h10M58 90v4m-5 0h10" stroke="#e08a0b" stroke-width="3.4" stroke-linecap="round"/>` +
  `${CHEEKS}${eyes}${beak}${more}`

const WING = '<path d="M82 50c10-8 12-20 8-26-5 6-12 10-14 18z" fill="#1f9a57"/>'
const word = (text: string, colour: string) =>
  `<text x="49" y="80" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="800" font-size="17" fill="${colour}">${text}</text>`

export const stickers: Drawing[] = [
  { name: 'hello', emoji: '👋', drawing: pip(EYES.open, BEAK_OPEN, WING) },
  { name: 'joy', emoji: '😄', drawing: pip(EYES.glad, BEAK_OPEN) },
  { name: 'love', emoji: '😍', drawing: pip(EYES.hearts) },
  {
    name: 'thanks',
    emoji: '🙏',
    drawing: pip(
      EYES.shut,
      BEAK,
      '<path d="M49 64c-5 5-9 12-8 19 5-1 8-3 8-3s3 2 8 3c1-7-3-14-8-19z" fill="#1f9a57"/><path d="M49 66v14" stroke="#127a42" stroke-width="2"/>',
    ),
  },
  { name: 'ok', emoji: '👌', drawing: pip(EYES.open, BEAK, word('OK', '#127a42')) },
  {
    name: 'wow',
    emoji: '😮',
    drawing: pip(
      EYES.wide,
      '<ellipse cx="49" cy="56" rx="6" ry="7" fill="#e08a0b"/><ellipse cx="49" cy="57" rx="3" ry="4" fill="#7a3d05"/>',
    ),
  },
  {
    name: 'sad',
    emoji: '😢',
    drawing: pip(
      EYES.open,
      BEAK,
      '<path d="M65 48c4 6 5 9 2 12s-8 1-7-3c0-3 3-5 5-9z" fill="#5ab0ff"/><path d="M32 34l9 3M66 34l-9 3" stroke="#16241d" stroke-width="3" stroke-linecap="round"/>',
      '#5fae86',
    ),
  },
  {
    name: 'angry',
    emoji: '😠',
    drawing: pip(
      EYES.open,
      BEAK,
      '<path d="M31 32l12 5M67 32l-12 5" stroke="#16241d" stroke-width="4" stroke-linecap="round"/>',
      '#e8694a',
    ),
  },
  {
    name: 'sleep',
    emoji: '😴',
    drawing: pip(
      EYES.shut,
      BEAK,
      '<path d="M72 26h9l-9 9h9M84 10h7l-7 7h7" fill="none" stroke="#6b4fd3" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>',
    ),
  },
  {
    name: 'laugh',
    emoji: '😂',
    drawing: pip(
      EYES.cross,
      BEAK_OPEN,
      '<path d="M24 48c-5 5-7 8-4 11s7 1 7-3c0-3-1-5-3-8zM74 48c5 5 7 8 4 11s-7 1-7-3c0-3 1-5 3-8z" fill="#5ab0ff"/>',
    ),
  },
  {
    name: 'party',
    emoji: '🥳',
    drawing: pip(
      EYES.glad,
      BEAK_OPEN,
      '<path d="M37 17L49-6l12 23q-12-6-24 0z" fill="#6b4fd3"/><circle cx="14" cy="20" r="3" fill="#d3281d"/><circle cx="84" cy="22" r="3" fill="#f5a623"/><circle cx="10" cy="44" r="2.4" fill="#1667c0"/><circle cx="90" cy="44" r="2.4" fill="#d3281d"/>',
    ),
  },
  {
    name: 'coffee',
    emoji: '☕',
    drawing: pip(
      EYES.glad,
      BEAK,
      '<path d="M38 66h20v12q0 8-10 8t-10-8z" fill="#fff" stroke="#b9c6bf" stroke-width="1.6"/><path d="M58 69q8 0 7 6t-8 5" fill="none" stroke="#b9c6bf" stroke-width="2.4"/><path d="M44 62q-3-3 0-6m6 6q-3-3 0-6" fill="none" stroke="#8a9991" stroke-width="2" stroke-linecap="round"/>',
    ),
  },
]
