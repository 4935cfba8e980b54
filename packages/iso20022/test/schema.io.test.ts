import { MESSAGE_NAMES, writeCreditInitiation, writeStatement, type MessageName } from '@plaza/iso20022'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { credits, eur, samples, statement, ZONE } from './samples.ts'
import { officialFaults, officialFolder, schemaFaults } from './schemas.ts'

const RUNS = 200
const words = fc.string({ unit: 'grapheme', maxLength: 200 })
const amounts = fc.bigInt({ min: 1n, max: 10n ** 15n })

describe.each(MESSAGE_NAMES)('%s', kind => {
  test('is valid against the schema of what we write', async () => {
    expect(await schemaFaults(kind, samples[kind])).toEqual([])
  })

  test('is refused by that schema with two elements exchanged, or one away', async () => {
    const sample = samples[kind]
    const exchanged = sample.replace(/(<MsgId>.*?<\/MsgId>)(<CreDtTm>.*?<\/CreDtTm>)/, '$2$1')
    expect(exchanged).not.toBe(sample)
    expect(await schemaFaults(kind, exchanged)).not.toEqual([])
    expect(await schemaFaults(kind, sample.replace(/<CreDtTm>.*?<\/CreDtTm>/, ''))).not.toEqual([])
  })

  test.runIf(officialFolder)('is valid against the standard', async () => {
    expect(await officialFaults(kind, samples[kind])).toEqual([])
  })
})

/** Both schemas, where the official one is there. */
async function faultsOf(kind: MessageName, messages: string[]): Promise<string[]> {
  const official = officialFolder ? await officialFaults(kind, ...messages) : []
  return [...(await schemaFaults(kind, ...messages)), ...official]
}

test('whatever people are called and write, an initiation is valid', async () => {
  const [instruction] = credits.instructions
  const messages = fc.sample(fc.tuple(words, words, amounts), RUNS).map(([name, text, minor]) => {
    const transfers = [{ endToEndId: 'E', amount: eur(minor), creditor: { ...instruction!.debtor, name }, text }]
    return writeCreditInitiation({ ...credits, instructions: [{ ...instruction!, transfers }] }, ZONE)
  })
  expect(await faultsOf('pain.001.001.09', messages)).toEqual([])
})

test('a statement is valid at any moment and with any balance', async () => {
  const moments = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) })
  const balances = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
  const messages = fc.sample(fc.tuple(moments, balances), RUNS).map(([createdAtMs, minor]) => {
    const balance = { ...statement.balances[0]!, minor }
    return writeStatement({ ...statement, createdAtMs, balances: [balance] }, 'America/St_Johns')
  })
  expect(await faultsOf('camt.053.001.08', messages)).toEqual([])
})
