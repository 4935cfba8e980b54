/** The first Chinese character, by pinyin, of each letter that begins a syllable. */
const STARTS: [string, string][] = [...'阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀'].map((first, i) => [
  'ABCDEFGHJKLMNOPQRSTWXYZ'[i]!,
  first,
])
export const byPinyin = new Intl.Collator('zh-u-co-pinyin')
const HAN = /\p{Script=Han}/u

/** The letter a name stands under in a list from A to Z; `#` for all that has none. */
export function letterOf(name: string): string {
  const first = [...name.trim()][0] ?? ''
  if (HAN.test(first)) return STARTS.findLast(([, start]) => byPinyin.compare(first, start) >= 0)?.[0] ?? '#'
  const plain = first.normalize('NFD')[0]?.toUpperCase() ?? ''
  return /[A-Z]/.test(plain) ? plain : '#'
}

/** Latin letters to find a name by: `王小明` answers to `wxm`, `José` to `jose`. */
function searchKey(name: string): string {
  if (!HAN.test(name)) return plain(name)
  const letters = [...name].map(character => (HAN.test(character) ? letterOf(character).toLowerCase() : ''))
  return `${plain(name)}\n${letters.join('')}`
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Tells of many names whether they are found by these words, on a phone and on the server alike. */
export function finder(query: string): (name: string) => boolean {
  const wanted = plain(query).trim()
  return name => wanted === '' || searchKey(name).includes(wanted)
}

export const matches = (name: string, query: string): boolean => finder(query)(name)
