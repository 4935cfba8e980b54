import { limits } from '@plaza/contract'
import { describe, expect, test } from 'vitest'
import { RESIDENTS, who, type ResidentKey } from '../src/cast.ts'
import { answerOf } from '../src/residents/answer.ts'
import { nextDepartures } from '../src/residents/counters.ts'
import { intentOf } from '../src/residents/intents.ts'
import { remarkOf } from '../src/residents/life.ts'
import { languageOf } from '../src/residents/tongue.ts'

const local = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).getTime()
const NOON = local(18, 12, 5)
const ask = (key: ResidentKey, text: string, by = 'Lucía Ferrer') => answerOf(key, { id: 'one', text, by, now: NOON })

test.each([
  ['hello there', 'en'],
  ['¿Qué tal?', 'es'],
  ['Hola', 'es'],
  ['你好', 'zh'],
  ['what time is it', 'en'],
  ['👍', undefined],
] as const)('%s is %s', (text, language) => expect(languageOf(text)).toBe(language))

test.each([
  ['Hola, ¿qué tal?', 'how'],
  ['Hi!', 'greeting'],
  ['muchas gracias', 'thanks'],
  ['¿Quién eres?', 'who'],
  ['你是机器人吗', 'who'],
  ['tell me a joke', 'joke'],
  ['下一班渡轮', 'ferry'],
  ['晚安', 'bye'],
  ['¿A qué hora abrís?', 'hours'],
  ['这是什么？', 'question'],
  ['I bought a chair', 'other'],
] as const)('%s means %s', (text, intent) => expect(intentOf(text)).toBe(intent))

describe('answers', () => {
  test('come in the language of the question', () => {
    expect(languageOf(ask('carmen', '你好'))).toBe('zh')
    expect(languageOf(ask('shufen', 'What do you have for dinner?'))).toBe('en')
    expect(languageOf(ask('george', '¿Qué cenamos hoy?'))).toBe('es')
  })

  test('quote what was not understood, and never leave a gap open', () => {
    expect(ask('nora', 'I bought a chair')).toContain('I bought a chair')
    for (const key of RESIDENTS) {
      for (const text of ['I bought a chair', 'Hola', '谢谢', 'who are you?', '?', '😂', 'x'.repeat(3_000)]) {
        for (const by of ['Lucía Ferrer', '陈美', '']) {
          const said = ask(key, text, by)
          expect(said).toMatch(/\S/)
          expect(said).not.toMatch(/%[nq]|undefined/)
          expect([...said].length).toBeLessThan(limits.TEXT_LENGTH_MAX)
        }
      }
    }
  })

  test('say that they are programs when asked', () => {
    expect(ask('toni', 'Are you a bot?')).toMatch(/program/)
    expect(ask('pilar', '¿Quién eres?')).toMatch(/programa/)
    expect(ask('zhou', '你是谁？')).toMatch(/程序/)
    expect(ask('cityhall', 'who are you')).toMatch(/automatic/)
  })

  test('of services know the hour', () => {
    expect(ask('ferry', 'When is the next ferry?')).toContain('12:30, 13:00, 13:30')
    expect(ask('ferry', 'the next one back from the island?')).toContain('12:25')
    expect(ask('library', '¿Está abierta?')).toContain('abiertos')
    expect(ask('library', 'renew please')).toContain('9.12.')
    expect(ask('cityhall', 'when is the water off?')).toContain('9 to 13')
    expect(ask('cityhall', 'quiero una cita')).toMatch(/número 2\d{4}/)
  })

  test('repeat for the same message', () => {
    expect(ask('ines', 'hola')).toBe(ask('ines', 'hola'))
  })
})

test('the ferry timetable goes on tomorrow and is thinner at weekends', () => {
  expect(nextDepartures(local(18, 23, 0), false)).toEqual({ today: false, at: ['06:30', '07:00', '07:30'] })
  expect(nextDepartures(local(21, 9, 10), false)).toEqual({ today: true, at: ['10:00', '11:00', '12:00'] })
})

test('what residents say unasked is their own and follows from the slot', () => {
  for (let slot = 0; slot < 300; slot++) {
    const remark = remarkOf(slot)
    expect(remark).toEqual(remarkOf(slot))
    expect(who(remark.key).kind).toBe('bot')
    expect(remark.text).toMatch(/\S/)
    expect(remark.text).not.toMatch(/[{}|$]/)
  }
})
