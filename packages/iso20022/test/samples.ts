import {
  sandboxIban,
  writeCreditInitiation,
  writeDebitInitiation,
  writeNotification,
  writeStatement,
  writeStatusReport,
  type Entry,
  type MessageName,
  type Money,
  type Statement,
} from '@plaza/iso20022'

export const ZONE = 'Europe/Berlin'
export const AT_MS = Date.UTC(2026, 6, 1, 7, 30)
export const eur = (minor: bigint): Money => ({ minor, currency: 'EUR' })
export const city = { name: 'Plaza Stadt', iban: sandboxIban('PLZB', 1), bic: 'PLZBXPSB' }
export const zoe = { name: 'Zoë Müller-Łukaszewska & Söhne', iban: 'DE89370400440532013000' }
export const li = { name: '李雷', iban: sandboxIban('PLZB', 7) }

export const head = { messageId: 'MSG-1', createdAtMs: AT_MS, initiator: 'Plaza' }

export const credits = {
  ...head,
  instructions: [
    {
      id: 'PMT-1',
      day: '2026-07-01',
      debtor: city,
      transfers: [
        { endToEndId: 'E2E-1', amount: eur(1050n), creditor: zoe, text: 'Rent <July> "2026" — 10 €' },
        { endToEndId: 'E2E-2', amount: eur(1n), creditor: li },
      ],
    },
    {
      id: 'PMT-2',
      day: '2026-07-02',
      debtor: city,
      transfers: [
        { endToEndId: 'E2E-3', amount: { minor: 1500n, currency: 'JPY' }, creditor: { ...zoe, bic: 'COBADEFFXXX' } },
      ],
    },
  ],
}

export const debits = {
  ...head,
  instructions: [
    {
      id: 'PMT-1',
      day: '2026-07-01',
      creditor: city,
      creditorId: 'XP98ZZZ09999999999',
      debits: [
        {
          endToEndId: 'E2E-9',
          amount: eur(2500n),
          debtor: li,
          mandate: { id: 'M-1', day: '2026-06-30' },
          text: 'Top up',
        },
      ],
    },
  ],
}

export const report = {
  messageId: 'STS-1',
  createdAtMs: AT_MS,
  original: { messageId: 'MSG-1', name: 'pain.001.001.09' as const },
  groupStatus: 'PART',
  instructions: [
    {
      id: 'PMT-1',
      transactions: [
        {
          endToEndId: 'E2E-1',
          status: 'ACSC',
          reference: 'B-1',
          amount: eur(1050n),
          debtorIban: city.iban,
          creditorIban: zoe.iban,
        },
        { endToEndId: 'E2E-2', status: 'RJCT', reason: 'AM04', note: 'Not enough money' },
      ],
    },
  ],
}

const entry: Entry = {
  reference: 'N-1',
  amount: eur(1050n),
  direction: 'debit',
  reversal: false,
  status: 'BOOK',
  bookedOn: '2026-07-01',
  valueOn: '2026-07-01',
  bankReference: 'B-1',
  code: 'PMNT/ICDT/ESCT',
  details: [
    { endToEndId: 'E2E-1', messageId: 'MSG-1', creditor: { name: 'Zoe Muller', iban: zoe.iban }, text: 'Rent' },
  ],
}

export const statement: Statement = {
  id: 'ST-2026-07-01',
  messageId: 'MSG-53',
  createdAtMs: AT_MS,
  page: 1,
  lastPage: true,
  period: { fromMs: Date.UTC(2026, 5, 30, 22), untilMs: Date.UTC(2026, 6, 1, 22) },
  account: { iban: city.iban, currency: 'EUR', name: 'Plaza Stadt' },
  balances: [
    { kind: 'OPBD', minor: 10_876_600n, currency: 'EUR', day: '2026-07-01' },
    { kind: 'CLBD', minor: -1n, currency: 'EUR', day: '2026-07-01' },
  ],
  entries: [
    entry,
    {
      ...entry,
      reference: 'N-2',
      direction: 'credit',
      reversal: true,
      code: 'PMNT/RCDT/ESCT',
      details: [{ endToEndId: 'E2E-9', mandateId: 'M-1', debtor: { name: 'Li Lei', iban: li.iban } }],
    },
  ],
}

export const notification = {
  id: 'NT-1',
  messageId: 'MSG-54',
  createdAtMs: AT_MS,
  account: { iban: city.iban, currency: 'EUR' },
  entries: [entry],
}

/** One of each message as this package writes it. */
export const samples: Record<MessageName, string> = {
  'pain.001.001.09': writeCreditInitiation(credits, ZONE),
  'pain.002.001.10': writeStatusReport(report, ZONE),
  'pain.008.001.08': writeDebitInitiation(debits, ZONE),
  'camt.053.001.08': writeStatement(statement, ZONE),
  'camt.054.001.08': writeNotification(notification, ZONE),
}
