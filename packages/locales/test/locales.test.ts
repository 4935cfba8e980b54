import { compileMessageOrThrow, type CompiledMessage } from '@lingui/message-utils/compileMessage'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogues, refusalSentence, sentence, type SentenceKey } from '../src/index.ts'

const keys = Object.keys(catalogues.en) as SentenceKey[]
const languages = Object.keys(catalogues) as (keyof typeof catalogues)[]

/** The names a sentence takes, at any depth of its choices. */
function named(message: CompiledMessage): string[] {
  return message.flatMap(token => {
    if (!Array.isArray(token)) return []
    const [name, , choices] = token
    const within = typeof choices === 'object' && choices ? Object.values(choices) : []
    return [
      ...(name === '#' ? [] : [name]),
      ...within.flatMap(choice => (Array.isArray(choice) ? named(choice as CompiledMessage) : [])),
    ]
  })
}
const values = (text: string) => [...new Set(named(compileMessageOrThrow(text)))].toSorted()

test.each(languages)('%s says every sentence, and none of its own', language => {
  expect(Object.keys(catalogues[language]).toSorted()).toEqual(keys.toSorted())
  for (const key of keys) expect(catalogues[language][key], key).not.toBe('')
})

test.each(languages)('%s takes the same values in the same places', language => {
  for (const key of keys) expect(values(catalogues[language][key]), key).toEqual(values(catalogues.en[key]))
})

test('every refusal of the contract has its sentence', () => {
  // Read as text: the contract lies beside this package, not below it.
  const source = readFileSync(new URL('../../contract/src/refusals.ts', import.meta.url), 'utf8')
  const codes = [...source.matchAll(/^ {2}(\w+): \d{3},$/gm)].map(match => match[1])
  expect(codes.length).toBeGreaterThan(40)
  for (const code of codes) expect(keys, code).toContain(`refusal.${code}`)
})

test('sentences are said with their values, in the language of the person', () => {
  expect(sentence('es', 'chat.new_messages', { count: 1 })).toBe('1 mensaje nuevo')
  expect(sentence('zh', 'mail.code.subject', { code: '123456' })).toBe('123456 是你的 Plaza 验证码')
  expect(sentence('en', 'mail.code.text', { code: '123456', minutes: 10 })).toContain('10 minutes')
  expect(sentence('xx', 'back')).toBe('Back')
})

test('a refusal that is not known reads as our own mistake', () => {
  expect(refusalSentence('en', 'no_such_word')).toBe(catalogues.en['refusal.internal'])
})
