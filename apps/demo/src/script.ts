import type { Language } from '@plaza/contract'
import { assert, type SeededDice } from '@plaza/kernel'
import { SLOTS } from './places.ts'

/** When on a day a thread sounds right. */
export type Part = 'am' | 'noon' | 'pm' | 'eve' | 'any'

/** One short dialogue of a script, its choices still open. */
export interface Thread {
  readonly part: Part
  readonly roles: readonly string[]
  readonly lines: readonly Line[]
  readonly source: string
}

interface Line {
  readonly role: string
  /** The line of this thread that it quotes. */
  readonly quotes: number | undefined
  readonly text: string
  /** Reactions that others of the cast give. */
  readonly cheers: readonly string[]
}

/** Who speaks a role: how others write their name, and their language. */
export interface Voice {
  readonly id: string
  readonly name: string
  readonly language: Language
}

/** A line as it was said. `quotes` counts lines of the same thread. */
export interface Said {
  readonly from: string
  readonly text: string
  readonly quotes: number | undefined
  readonly mentions: readonly string[]
  readonly cheers: readonly { readonly person: string; readonly emoji: string }[]
}

const PARTS = new Set<string>(['am', 'noon', 'pm', 'eve', 'any'])
const LINE = /^([A-Z]\d?)(?:(>)(\d*)|:) (.+?)((?: ~\S+)*)$/u

/**
 * Reads a script: blocks between blank lines, each begun by `= part of the day`. `A: words` is a line, `B> words` quotes the
 * line before (`B>1` the first); `{one|other}` is a choice, `$dish` a word of the city, `@B` a mention, ` ~👍` a reaction.
 */
export function readScript(script: string): Thread[] {
  return script
    .trim()
    .split(/\n\s*\n/)
    .map(block => {
      const [head = '', ...rows] = block.trim().split('\n')
      const part = head.replace(/^= */, '').trim()
      assert(head.startsWith('=') && PARTS.has(part), `a thread begins with its part of the day, not: ${head}`)
      const lines = rows.map((row, i) => readLine(row, i))
      return {
        part: part as Part,
        roles: [...new Set(lines.flatMap(line => [line.role, ...mentionedIn(line.text)]))],
        lines,
        source: block,
      }
    })
}

const mentionedIn = (text: string) => [...text.matchAll(/@([A-Z]\d?)\b/g)].map(found => found[1] as string)

function readLine(row: string, index: number): Line {
  const found = LINE.exec(row.trim())
  assert(found, `a line is a role and words, not: ${row}`)
  const [, role = '', quote, number, text = '', cheers = ''] = found
  const quotes = quote ? (number ? Number(number) - 1 : index - 1) : undefined
  assert(quotes === undefined || (quotes >= 0 && quotes < index), `a line quotes one before it: ${row}`)
  return {
    role,
    quotes,
    text,
    cheers: cheers
      .split(' ~')
      .map(emoji => emoji.trim())
      .filter(Boolean),
  }
}

/** Words a thread with these people. The same word slot keeps its meaning through the thread, in every language. */
export function renderThread(thread: Thread, cast: ReadonlyMap<string, Voice>, dice: SeededDice): Said[] {
  const kept = new Map<string, number>()
  const voices = [...cast.values()]
  return thread.lines.map(line => {
    const voice = voiceOf(cast, line.role)
    const mentions: string[] = []
    const text = line.text
      .replace(/\{([^{}]*)\}/g, (_, choices: string) => dice.pick(choices.split('|')))
      .replace(/\$([a-z]+\d?)/g, (_, slot: string) => slotWord(slot, voice.language, kept, dice))
      .replace(/@([A-Z]\d?)\b/g, (_, role: string) => {
        const named = voiceOf(cast, role)
        mentions.push(named.id)
        return `@${named.name}`
      })
    const others = dice.shuffle([...new Set(voices.map(other => other.id))].filter(id => id !== voice.id))
    const cheers = line.cheers.flatMap((emoji, i) => (others[i] ? [{ person: others[i], emoji }] : []))
    return { from: voice.id, text: tidied(text), quotes: line.quotes, mentions, cheers }
  })
}

function voiceOf(cast: ReadonlyMap<string, Voice>, role: string): Voice {
  const voice = cast.get(role)
  assert(voice, `nobody plays ${role}`)
  return voice
}

/** `$fish2` is another fish than `$fish`. */
function slotWord(slot: string, language: Language, kept: Map<string, number>, dice: SeededDice): string {
  const name = slot.replace(/\d$/, '')
  const words = SLOTS[name]?.[language]
  assert(words, `no slot is called $${slot}`)
  let at = kept.get(slot)
  if (at === undefined) {
    at = dice.below(words.length)
    const first = kept.get(name)
    if (at === first) at = (at + 1) % words.length
    kept.set(slot, at)
  }
  return words[at] as string
}

/** A choice may leave a gap, and a sentence begins with a capital. */
function tidied(text: string): string {
  const bare = text
    .replace(/ +/g, ' ')
    .replace(/ ([,.!?;:])/g, '$1')
    .replace(/([!?])\./g, '$1')
    .trim()
  return bare.replace(/^([¡¿“«"…]*)(\p{Ll})/u, (_, mark: string, letter: string) => mark + letter.toUpperCase())
}
