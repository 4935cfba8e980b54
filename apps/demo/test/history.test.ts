import { limits } from '@plaza/contract'
import { describe, expect, test } from 'vitest'
import { imagineCity } from '../src/build.ts'
import { LOGINS, RESIDENTS, who } from '../src/cast.ts'
import { decks } from '../src/decks.ts'
import { DAY_MS, HISTORY_DAYS, PEOPLE, QUARTER_MEMBERS } from '../src/limits.ts'
import { SLOTS } from '../src/places.ts'
import { readScript } from '../src/script.ts'

const NOW = Date.UTC(2026, 10, 20, 17, 0)
const VISIBLE = 50
const city = imagineCity(NOW)

test('the same moment is the same city', () => {
  expect(imagineCity(NOW)).toEqual(city)
})

test('people are as many as promised, each with a handle and a name of their own', () => {
  expect(city.people).toHaveLength(PEOPLE)
  expect(new Set(city.people.map(person => person.handle)).size).toBe(PEOPLE)
  expect(new Set(city.people.map(person => person.id)).size).toBe(PEOPLE)
  expect(new Set(city.people.map(person => person.name)).size).toBe(PEOPLE)
  for (const { handle, name } of city.people) {
    expect(handle).toMatch(new RegExp(limits.HANDLE_PATTERN))
    expect([...name].length).toBeLessThanOrEqual(limits.NAME_LENGTH_MAX)
  }
})

test('weeks of conversation, in order, none of it in the future', () => {
  const messages = city.conversations.flatMap(conversation => conversation.messages)
  expect(messages.length).toBeGreaterThan(8_000)
  expect(messages.length).toBeLessThan(12_000)
  for (const { messages: said } of city.conversations) {
    for (const [i, message] of said.entries()) {
      expect(message.at).toBeLessThanOrEqual(NOW)
      expect(message.at).toBeGreaterThanOrEqual(said[i - 1]?.at ?? NOW - (HISTORY_DAYS + 2) * DAY_MS)
      if (message.re !== undefined) expect(message.re).toBeLessThan(i)
    }
  }
})

test('nothing is said twice where it could be seen together', () => {
  for (const { title, messages } of city.conversations) {
    for (const [i, { text }] of messages.entries()) {
      const seen = messages.slice(Math.max(0, i - VISIBLE), i)
      expect(
        seen.find(message => message.text === text),
        `${title}: ${text}`,
      ).toBeUndefined()
    }
  }
})

test('texts are within limits, whole, and leave nothing unfilled', () => {
  for (const { title, announcement, messages, members } of city.conversations) {
    expect([...(title ?? '')].length).toBeLessThanOrEqual(limits.GROUP_TITLE_LENGTH_MAX)
    expect([...(announcement ?? '')].length).toBeLessThanOrEqual(limits.ANNOUNCEMENT_LENGTH_MAX)
    const inside = new Set(members.map(member => member.person))
    expect(inside.size).toBe(members.length)
    for (const { from, text, mentions = [] } of messages) {
      expect([...text].length).toBeLessThan(600)
      expect(text).toMatch(/\S{1}/)
      expect(text).not.toMatch(/[{}|$~]|@[A-Z]\b|\s[,.!?]/)
      expect(inside.has(from)).toBe(true)
      for (const person of mentions) expect(inside.has(person)).toBe(true)
    }
  }
})

test('reactions are of members, to messages that are there', () => {
  for (const { members, messages, reactions = [] } of city.conversations) {
    for (const { message, person, emoji } of reactions) {
      expect(messages[message]).toBeDefined()
      expect(members.some(member => member.person === person)).toBe(true)
      expect(emoji.length).toBeLessThanOrEqual(limits.REACTION_LENGTH_MAX)
    }
  }
})

test('the neighbourhood has two hundred members and three languages', () => {
  const quarter = city.conversations.find(conversation => conversation.members.length === QUARTER_MEMBERS)
  expect(quarter?.messages.length).toBeGreaterThan(1_300)
  const speakers = new Map(city.people.map(person => [person.id, person.language]))
  expect(new Set(quarter?.messages.map(message => speakers.get(message.from)))).toEqual(new Set(['es', 'en', 'zh']))
})

test('those who answer are openly programs', () => {
  for (const key of RESIDENTS) expect(['bot', 'service']).toContain(who(key).kind)
  for (const key of LOGINS) expect(['citizen', 'operator']).toContain(who(key).kind)
})

describe('scripts', () => {
  test('every script is long enough to be read and every slot has its words in each language', () => {
    for (const deck of Object.values(decks)) {
      for (const threads of Array.isArray(deck) ? [deck] : Object.values(deck))
        expect(threads.length).toBeGreaterThan(0)
    }
    for (const words of Object.values(SLOTS))
      expect(new Set([words.es.length, words.en.length, words.zh.length]).size).toBe(1)
  })

  test('a script that is not one is refused', () => {
    expect(() => readScript('= teatime\nA: hello')).toThrow(/part of the day/)
    expect(() => readScript('= any\nhello')).toThrow(/role and words/)
    expect(() => readScript('= any\nA> hello')).toThrow(/quotes one before/)
  })
})
