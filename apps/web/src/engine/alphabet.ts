/** The first Chinese character, by pinyin, of each letter that begins a syllable. */
const STARTS: [string, string][] = [...'阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀'].map((first, i) => [
  'ABCDEFGHJKLMNOPQRSTWXYZ'[i]!,
  first,
])
const byPinyin = new Intl.Collator('zh-u-co-pinyin')
const HAN = /\p{Script=Han}/u

/** The letter a name stands under in a list from A to Z; `#` for all that has none. */
export function letterOf(name: string): string {
  const first = [...name.trim()][0] ?? ''
  if (HAN.test(first)) return STARTS.findLast(([, start]) => byPinyin.compare(first, start) >= 0)?.[0] ?? '#'
  const plain = first.normalize('NFD')[0]?.toUpperCase() ?? ''
  return /[A-Z]/.test(plain) ? plain : '#'
}

/** Latin letters to find a name by: `王小明` answers to `wxm`, `José` to `jose`. */
export function searchKey(name: string): string {
  const letters = [...name].map(character => (HAN.test(character) ? letterOf(character).toLowerCase() : ''))
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return `${plain}\n${letters.join('')}`
}

export function matches(name: string, query: string): boolean {
  const wanted = query.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
  return wanted === '' || searchKey(name).includes(wanted)
}

/** Names in the order of their letters, Chinese by pinyin, `#` last. */
export function inOrder<T>(items: T[], name: (item: T) => string): T[] {
  const keyed = items.map(item => ({ item, name: name(item), letter: letterOf(name(item)).replace('#', '~') }))
  return keyed
    .toSorted((a, b) => (a.letter === b.letter ? byPinyin.compare(a.name, b.name) : a.letter < b.letter ? -1 : 1))
    .map(one => one.item)
}
