import { expect, test } from 'vitest'
import { textOf } from '../keep.ts'
import { fold, questionOf, wordsOf } from '../words.ts'

test('letters are compared small and without accents; marks that tell letters apart stay', () => {
  expect(fold('ÁRBOL Ñandú')).toBe('arbol nandu')
  expect(fold('Ｐｌａｚａ　１２')).toBe('plaza 12')
  expect(fold('が')).not.toBe(fold('か'))
  expect(fold('각')).toBe('각')
})

test('signs are found in pairs, and the last one alone; words whole', () => {
  expect(wordsOf('北京大学')).toEqual(['北京', '京大', '大学', '学'])
  expect(wordsOf(fold('Meet at 地铁站 B2, ¿mañana?'))).toEqual(['meet', 'at', '地铁', '铁站', '站', 'b2', 'manana'])
  expect(wordsOf('好')).toEqual(['好'])
  expect(wordsOf('🎉!')).toEqual(['🎉'])
  expect(wordsOf(' … ')).toEqual([])
})

test('a question asks for all its words, of which those of letters may be beginnings', () => {
  expect(questionOf('Mañ 地铁站')).toEqual({ query: "'man':* & '地铁' & '铁站'", runs: ['地铁站'], short: false })
  expect(questionOf('北京')).toEqual({ query: "'北京'", runs: [], short: false })
  expect(questionOf('去')).toEqual({ query: "'去':*", runs: [], short: true })
  expect(questionOf(`'); drop & !x`)?.query).toBe("'drop':* & 'x':*")
  expect(questionOf(' !? ')).toBeUndefined()
})

test('every message has words under which each of its own questions finds it', () => {
  for (const text of ['明天下午三点在老地方见', 'El autobús nº 7 sale a las 10', 'see https://plaza.test/map?q=1']) {
    const words = new Set(wordsOf(fold(text)))
    for (const asked of questionOf(text)?.query.split(' & ') ?? [])
      expect(words).toContain(asked.replace(':*', '').slice(1, -1))
  }
})

test('the words of any kind of message are those of its body', () => {
  expect(textOf({ text: 'Our boat', items: [] })).toBe('Our boat')
  expect(textOf({ file: 'a', name: 'plan.pdf', bytes: 3 })).toBe('plan.pdf')
  expect(textOf({ lat: 1, lon: 2, name: 'Harbour', address: 'Quay 4' })).toBe('Harbour\nQuay 4')
  expect(textOf({ text: { not: 'text' } })).toBe('')
})
