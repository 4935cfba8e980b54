import { byPinyin, letterOf } from '@plaza/contract/alphabet'

export { letterOf, matches } from '@plaza/contract/alphabet'

/** Names in the order of their letters, Chinese by pinyin, `#` last. */
export function inOrder<T>(items: T[], name: (item: T) => string): T[] {
  const keyed = items.map(item => ({ item, name: name(item), letter: letterOf(name(item)).replace('#', '~') }))
  return keyed
    .toSorted((a, b) => (a.letter === b.letter ? byPinyin.compare(a.name, b.name) : a.letter < b.letter ? -1 : 1))
    .map(one => one.item)
}
