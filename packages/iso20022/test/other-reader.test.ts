import { parseCamt053 } from 'camt-parser'
import { expect, test } from 'vitest'
import { city, samples, zoe } from './samples.ts'

test('another reader finds the same in our statement', async () => {
  const { header, statements } = await parseCamt053(samples['camt.053.001.08'])
  expect(header.messageId).toBe('MSG-53')
  const [statement] = statements
  expect(statement?.account).toMatchObject({ iban: city.iban, currency: 'EUR', name: 'Plaza Stadt' })
  expect(
    statement?.balances.map(({ type, amount, creditDebitIndicator }) => [type, amount.value, creditDebitIndicator]),
  ).toEqual([
    ['OPBD', '108766.00', 'CRDT'],
    ['CLBD', '0.01', 'DBIT'],
  ])
  expect(statement?.transactions).toMatchObject([
    {
      reference: 'N-1',
      amount: { currency: 'EUR', value: '10.50' },
      creditDebitIndicator: 'DBIT',
      reversalIndicator: false,
      status: 'BOOK',
      bookingDate: '2026-07-01',
      details: [
        {
          references: { endToEndId: 'E2E-1' },
          relatedParties: { creditor: { name: 'Zoe Muller' }, creditorAccount: { iban: zoe.iban } },
        },
      ],
    },
    { reference: 'N-2', creditDebitIndicator: 'CRDT', reversalIndicator: true },
  ])
})
