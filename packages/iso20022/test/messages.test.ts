import {
  creditInitiationFault,
  debitInitiationFault,
  nameOfMessage,
  readCreditInitiation,
  readDebitInitiation,
  readNotification,
  readStatement,
  readStatusReport,
  Unreadable,
} from '@plaza/iso20022'
import { expect, test } from 'vitest'
import { credits, debits, li, notification, report, samples, statement, ZONE } from './samples.ts'

test('an initiation reads back as it was meant, in the letters that banks take', () => {
  const read = readCreditInitiation(samples['pain.001.001.09'], ZONE)
  expect(read).toMatchObject({ messageId: 'MSG-1', createdAtMs: credits.createdAtMs, initiator: 'Plaza' })
  const [first] = read.instructions
  expect(first?.transfers.map(transfer => transfer.amount)).toEqual(
    credits.instructions[0]?.transfers.map(t => t.amount),
  )
  expect(first?.transfers[0]?.creditor.name).toBe('Zoe Muller-Lukaszewska + Sohne')
  expect(first?.transfers[0]?.text).toBe("Rent (July) '2026' - 10 EUR")
  expect(first?.transfers[1]?.creditor).toEqual({ iban: li.iban, name: 'NOTPROVIDED' })
  expect(read.instructions[1]?.transfers[0]?.amount).toEqual({ minor: 1500n, currency: 'JPY' })
  expect(creditInitiationFault(read)).toBeUndefined()
})

test('a collection reads back with its mandate', () => {
  const read = readDebitInitiation(samples['pain.008.001.08'], ZONE)
  expect(read.instructions[0]?.creditorId).toBe(debits.instructions[0]?.creditorId)
  expect(read.instructions[0]?.debits[0]).toMatchObject({
    mandate: { id: 'M-1', day: '2026-06-30' },
    amount: { minor: 2500n },
  })
  expect(debitInitiationFault(read)).toBeUndefined()
})

test('totals that are not those of the transactions are found', () => {
  const xml = samples['pain.001.001.09']
  const fault = (text: string) => creditInitiationFault(readCreditInitiation(text, ZONE))
  expect(fault(xml.replace('<NbOfTxs>3', '<NbOfTxs>4'))).toBe('AM18')
  expect(fault(xml.replace('<CtrlSum>1510.51', '<CtrlSum>1510.52'))).toBe('AM10')
  expect(fault(xml.replace('<CtrlSum>1510.51', '<CtrlSum>1510.510'))).toBeUndefined()
})

test('a status report, a statement and a notification read back the same', () => {
  expect(readStatusReport(samples['pain.002.001.10'], ZONE)).toEqual(report)
  expect(readStatement(samples['camt.053.001.08'], ZONE)).toEqual({
    ...statement,
    entries: statement.entries.map(entry => ({
      ...entry,
      details: entry.details.map(detail => ({ ...detail, amount: entry.amount })),
    })),
  })
  expect(readNotification(samples['camt.054.001.08'], ZONE)).toMatchObject({ id: notification.id })
  expect(nameOfMessage(samples['camt.054.001.08'])).toBe('camt.054.001.08')
})

test('what the standard leaves to the bank may be missing', () => {
  const bare = samples['camt.053.001.08']
    .replace(/<FrToDt>.*?<\/FrToDt>/, '')
    .replace(/<StmtPgntn>.*?<\/StmtPgntn>/, '')
    .replace(/<NtryDtls>.*?<\/NtryDtls>/g, '')
    .replace(/<BkTxCd>.*?<\/BkTxCd>/g, '<BkTxCd/>')
  expect(readStatement(bare, ZONE)).toMatchObject({
    page: 1,
    lastPage: true,
    entries: [{ details: [] }, { details: [] }],
  })
})

const xml = samples['camt.053.001.08']
const hostile: [string, string | Uint8Array, string][] = [
  ['a document type', xml.replace('<Document', '<!DOCTYPE Document><Document'), 'message_with_doctype'],
  [
    'a billion laughs',
    xml
      .replace('<Document', '<!-- --><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Document')
      .replace('MSG-53', '&b;'),
    'message_with_doctype',
  ],
  [
    'an outside entity',
    `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>${xml.slice(39)}`,
    'message_with_doctype',
  ],
  ['an entity nobody declared', xml.replace('MSG-53', '&b;'), 'message_not_xml'],
  ['a deep nest', xml.replace('<GrpHdr>', `<GrpHdr>${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), 'message_too_deep'],
  ['more than five megabytes', xml + ' '.repeat(5 * 1024 * 1024), 'message_too_large'],
  ['an element left open', xml.replace('</GrpHdr>', ''), 'message_not_xml'],
  ['bytes that are not UTF-8', Buffer.from(xml.replace('Plaza', 'Pl\u00e4za'), 'latin1'), 'message_not_xml'],
  ['another encoding', xml.replace('UTF-8', 'UTF-7'), 'message_not_xml'],
  ['nothing', '', 'message_not_xml'],
  ['another version', xml.replaceAll('camt.053.001.08', 'camt.053.001.02'), 'message_of_other_kind'],
  [
    'another namespace within',
    xml.replace('<Stmt>', '<x:Stmt xmlns:x="urn:x">').replace('</Stmt>', '</x:Stmt>'),
    'element_missing',
  ],
  ['two attributes of a name', xml.replace('Ccy="EUR"', 'Ccy="EUR" Ccy="USD"'), 'message_not_xml'],
  ['an amount below zero', xml.replace('>10.50<', '>-10.50<'), 'element_wrong'],
  ['an amount with an exponent', xml.replace('>10.50<', '>1e3<'), 'element_wrong'],
  ['a fraction of a cent', xml.replace('>10.50<', '>10.501<'), 'element_wrong'],
  ['a day there is not', xml.replace('2026-07-01</Dt>', '2026-02-30</Dt>'), 'element_wrong'],
]
test.each(hostile)('%s is refused', (_what, bytes, reason) => {
  try {
    readStatement(bytes, ZONE)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(Unreadable)
    expect((error as Unreadable).reason).toBe(reason)
  }
})
