import type { Drawing } from '../sticker-packs.ts'

// Lola, a cat who lives at the harbour, and what she sees from there.

export const viewBox = '0 0 100 100'

const INK = '#2a2118'
const line = (path: string, width = 3, colour = INK) =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`

const EYES = {
  open: `<ellipse cx="36" cy="47" rx="4.6" ry="5.6" fill="${INK}"/><ellipse cx="64" cy="47" rx="4.6" ry="5.6" fill="${INK}"/><circle cx="37.6" cy="44.8" r="1.6" fill="#fff"/><circle cx="65.6" cy="44.8" r="1.6" fill="#fff"/>`,
  glad: line('M30 49q6-9 12 0M58 49q6-9 12 0', 3.6),
  shut: line('M30 47q6 6 12 0M58 47q6 6 12 0', 3.6),
  hearts:
    '<path d="M36 54l-7.5-7.6a4.6 4.6 0 0 1 7.5-5 4.6 4.6 0 0 1 7.5 5zM64 54l-7.5-7.6a4.6 4.6 0 0 1 7.5-5 4.6 4.6 0 0 1 7.5 5z" fill="#d3281d"/>',
  wide: `<circle cx="36" cy="46" r="7.4" fill="#fff"/><circle cx="64" cy="46" r="7.4" fill="#fff"/><circle cx="36" cy="46" r="3" fill="${INK}"/><circle cx="64" cy="46" r="3" fill="${INK}"/>`,
  cross: line('M30 42l10 5-10 5M70 42l-10 5 10 5', 3.6),
}
const MOUTH = {
  smile: line('M50 59v2q-1 6-8 5M50 61q1 6 8 5', 2.8),
  open: `<path d="M42 62h16q-1 11-8 11t-8-11z" fill="#7a2a1d"/><path d="M45 69q5-4 10 0-2 4-5 4t-5-4z" fill="#f0857a"/>`,
  sad: line('M43 68q7-7 14 0', 2.8),
  round: '<ellipse cx="50" cy="66" rx="4.6" ry="5.6" fill="#7a2a1d"/>',
}

/** Her jersey with the neckerchief. */
const JERSEY =
  '<path d="M24 100q1-22 26-22t26 22z" fill="#e6eef7"/><path d="M28 89q22-7 44 0l2 5q-24-6-48 0z" fill="#1d4f91"/>' +
  '<path d="M36 79q14 9 28 0l-2 6q-6 3-8 2l2 8-6-4-6 4 2-8q-2 1-8-2z" fill="#d3382b"/>'
const HEAD =
  '<path d="M17 48L20 12q1-3 4-1l20 14zM83 48L80 12q-1-3-4-1L56 25z" fill="#f0a04b"/>' +
  '<path d="M24 30l1-12 10 8zM76 30l-1-12-10 8z" fill="#f7b9a5"/>' +
  '<ellipse cx="50" cy="51" rx="37" ry="30" fill="#f0a04b"/>' +
  line('M50 23v9M41 25l2 7M59 25l-2 7', 4, '#cf7b28') +
  '<ellipse cx="50" cy="64" rx="19" ry="14" fill="#fff4e2"/><path d="M45 55h10l-5 5z" fill="#e0776b" stroke="#e0776b" stroke-width="1.5" stroke-linejoin="round"/>' +
  line('M8 57l15 2M9 67l14-2M92 57l-15 2M91 67l-14-2', 2, '#b4671c')

/** Lola with this face; `more` lies over her. */
const lola = (eyes: string, mouth: string, more = ''): string => `${JERSEY}${HEAD}${eyes}${mouth}${more}`

const PAW =
  '<path d="M78 98q-4-14 2-24t14-8q6 4 2 16l-6 16z" fill="#f0a04b"/><circle cx="88" cy="72" r="3.4" fill="#f7b9a5"/><circle cx="81.5" cy="74.5" r="2" fill="#f7b9a5"/><circle cx="86" cy="66.6" r="2" fill="#f7b9a5"/><circle cx="92.6" cy="67.8" r="2" fill="#f7b9a5"/>'
const DROP = (x: number, y: number) => `<path d="M${x} ${y}c4 6 6 9 3 12s-9 1-7-4c1-3 3-5 4-8z" fill="#5ab0ff"/>`
const BADGE = (colour: string, path: string) =>
  `<circle cx="79" cy="80" r="17" fill="${colour}" stroke="#fff" stroke-width="3"/>${line(path, 5, '#fff')}`

const SEA =
  '<path d="M4 80q8-6 15 0t15 0 15 0 15 0 15 0 17 0v10q0 6-6 6H10q-6 0-6-6z" fill="#2f7fc1"/>' +
  line('M14 89q6-4 12 0t12 0M58 90q6-4 12 0t12 0', 2.4, '#9fd0f5')
const round = (sky: string, inside: string) =>
  `<rect x="4" y="4" width="92" height="92" rx="18" fill="${sky}"/>${inside}`

export const stickers: Drawing[] = [
  { name: 'hello', emoji: '👋', drawing: lola(EYES.open, MOUTH.open, PAW) },
  { name: 'joy', emoji: '😸', drawing: lola(EYES.glad, MOUTH.open) },
  { name: 'love', emoji: '😻', drawing: lola(EYES.hearts, MOUTH.open) },
  {
    name: 'laugh',
    emoji: '😹',
    drawing: lola(EYES.cross, MOUTH.open, DROP(22, 50) + DROP(78, 50)),
  },
  { name: 'yes', emoji: '👍', drawing: lola(EYES.glad, MOUTH.smile, BADGE('#12894a', 'M71 81l6 6 10-12')) },
  { name: 'no', emoji: '🙅', drawing: lola(EYES.shut, MOUTH.sad, BADGE('#c8321f', 'M73 74l12 12M85 74L73 86')) },
  { name: 'wow', emoji: '🙀', drawing: lola(EYES.wide, MOUTH.round) },
  {
    name: 'sad',
    emoji: '😿',
    drawing: lola(EYES.open, MOUTH.sad, `${DROP(70, 55)}${line('M28 37l11-3M72 37l-11-3', 3)}`),
  },
  { name: 'angry', emoji: '😾', drawing: lola(EYES.open, MOUTH.sad, line('M28 35l14 6M72 35l-14 6', 4)) },
  {
    name: 'sleep',
    emoji: '😴',
    drawing: lola(EYES.shut, MOUTH.smile, line('M78 20h11L78 32h11M92 5h6l-6 8h6', 3, '#5b4bc4')),
  },
  {
    name: 'fish',
    emoji: '🐟',
    drawing: lola(
      EYES.glad,
      MOUTH.smile,
      `<path d="M28 74q20-15 40 0l10-8v20l-10-8q-20 15-40 0z" fill="#6fb7d6" stroke="#fff" stroke-width="2"/><circle cx="38" cy="73" r="2" fill="${INK}"/>${line('M48 68q4 7 0 14M56 70q3 5 0 9', 2, '#3c86a8')}`,
    ),
  },
  {
    name: 'rain',
    emoji: '☔',
    drawing: lola(
      EYES.open,
      MOUTH.smile,
      `${line('M88 24v62q0 7-6 7', 3.4, '#6b4a2b')}<path d="M54 26q4-24 34-24-4 8-4 24-4-5-10-5t-10 5q-4-4-10 0zM88 2q11 4 12 24-6-5-16 0 0-16 4-24z" fill="#1d6fd0"/>${line('M14 6l-3 8M30 2l-3 8M6 24l-3 8', 3, '#5ab0ff')}`,
    ),
  },
  {
    name: 'morning',
    emoji: '🌅',
    drawing: round(
      '#ffd9a0',
      `<circle cx="50" cy="70" r="22" fill="#ff9d3c"/>${line('M50 40v-12M28 50l-9-9M72 50l9-9M20 70H10M80 70h10', 4.5, '#ff9d3c')}${SEA}`,
    ),
  },
  {
    name: 'night',
    emoji: '🌙',
    drawing: round(
      '#1c2c55',
      `<path d="M58 34L8 22v24zM58 34l36-10v20z" fill="#ffe9a3" opacity=".55"/><path d="M48 78l4-38h12l4 38z" fill="#fff"/><path d="M50.5 64h15l1 8h-17zM51.700 50h12.600l.8 7H51z" fill="#d3382b"/><rect x="51" y="28" width="14" height="12" rx="2" fill="#ffd75e"/><path d="M48 29l10-9 10 9z" fill="#d3382b"/><path d="M28 62a11 11 0 1 1-8-18 9 9 0 0 0 8 18z" fill="#ffe9a3"/><circle cx="82" cy="16" r="1.8" fill="#fff"/><circle cx="38" cy="14" r="1.5" fill="#fff"/><circle cx="16" cy="14" r="1.5" fill="#fff"/>${SEA}`,
    ),
  },
  {
    name: 'ferry',
    emoji: '⛴️',
    drawing: round(
      '#cfeafc',
      `<circle cx="80" cy="20" r="8" fill="#ffd75e"/><path d="M60 34q-2-8 6-9t6-8" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/><rect x="54" y="34" width="11" height="18" fill="#d3382b"/><path d="M54 40h11v4H54z" fill="#fff"/><rect x="24" y="48" width="48" height="16" rx="3" fill="#fff"/><path d="M29 53h6v6h-6zM40 53h6v6h-6zM51 53h6v6h-6zM62 53h6v6h-6z" fill="#2f7fc1"/><path d="M12 63h76l-9 21H23z" fill="#12894a"/><path d="M14.5 69h71l-1.600 4H16z" fill="#fff"/>${SEA}`,
    ),
  },
  {
    name: 'cake',
    emoji: '🎂',
    drawing: `<ellipse cx="50" cy="90" rx="40" ry="6" fill="#b9c6d0"/><path d="M18 58h64v26q0 6-6 6H24q-6 0-6-6z" fill="#f7b9a5"/><path d="M18 58q0-8 8-8h48q8 0 8 8v8q-4 7-9 1-5-6-9 0t-10 0-10 0-9 0-9 0q-5 5-8-1z" fill="#fff4e2"/><path d="M34 30h6v20h-6zM60 30h6v20h-6zM47 26h6v24h-6z" fill="#5ab0ff"/><path d="M37 18q6 7 0 11-6-4 0-11zM63 18q6 7 0 11-6-4 0-11zM50 13q6 8 0 12-6-4 0-12z" fill="#ff9d3c"/><circle cx="32" cy="78" r="3" fill="#d3382b"/><circle cx="50" cy="80" r="3" fill="#12894a"/><circle cx="68" cy="78" r="3" fill="#d3382b"/>`,
  },
]
