import { matches } from '../engine/alphabet.ts'
import { nameOf, titleOf } from '../ui/names.ts'
import { store, watch } from '../ui/state.ts'

/** Everybody one may look for by name. */
export function friends(): string[] {
  watch('contacts')
  return [...store().contacts.values()].filter(one => one.friend).map(one => one.person.id)
}

/** Contacts whose name, remark, tag or handle answers the words: pinyin letters too. */
export function contactsLike(words: string): string[] {
  watch('contacts')
  const wanted = words.trim()
  if (!wanted) return []
  return [...store().contacts.values()]
    .filter(
      ({ friend, person, remark, tags }) =>
        friend &&
        (matches(person.name, wanted) ||
          matches(remark ?? '', wanted) ||
          tags.some(tag => matches(tag, wanted)) ||
          person.handle.startsWith(wanted.toLowerCase().replace(/^@/, ''))),
    )
    .map(one => one.person.id)
    .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))
}

/** Groups, and notes to oneself, whose name answers the words; the latest first. */
export function groupsLike(words: string): string[] {
  watch('rows')
  const wanted = words.trim()
  if (!wanted) return []
  return [...store().rows.values()]
    .filter(row => row.kind !== 'direct' && matches(titleOf(row), wanted))
    .toSorted((a, b) => b.at - a.at)
    .map(row => row.c)
}
