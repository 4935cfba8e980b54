import path from 'node:path'
import { expect, test } from 'vitest'
import { Complaint, readConfig } from '../src/config.ts'

test('without any word the city starts with everything in one process', () => {
  expect(readConfig([], {})).toMatchObject({
    verb: 'start',
    home: path.resolve('.plaza'),
    host: '127.0.0.1',
    port: 8080,
    roles: ['api', 'gateway', 'worker', 'calls'],
    databaseUrl: undefined,
    empty: false,
  })
})

test('flags win over the environment', () => {
  const environment = { PLAZA_HOME: '/a', PLAZA_PORT: '1', PLAZA_ROLES: 'api', PLAZA_DATABASE_URL: 'postgres://a/b' }
  const flags = ['start', '--home', '/b', '--port', '2', '--roles', 'gateway, worker', '--database', 'postgresql://c/d']
  expect(readConfig(flags, environment)).toMatchObject({
    home: '/b',
    port: 2,
    roles: ['gateway', 'worker'],
    databaseUrl: 'postgresql://c/d',
  })
  expect(readConfig(['backup', 'x.tar.gz'], environment)).toMatchObject({ verb: 'backup', rest: ['x.tar.gz'], port: 1 })
})

test.each([
  [['--port', 'x'], /port must be a number .* not "x"/],
  [['--port', '70000'], /port must be/],
  [['--roles', 'api,cook'], /not "cook"/],
  [['--database', 'mysql://secret@a/b'], /must begin with postgres:\/\/(?!.*secret)/],
  [['--bus', 'localhost'], /must begin with nats:/],
  [['--colour', 'red'], /Unknown option '--colour'/],
])('%j is told kindly', (args, words) => {
  expect(() => readConfig(args, {})).toThrow(Complaint)
  expect(() => readConfig(args, {})).toThrow(words)
})

test('a switch is 1 or 0, and off by itself', () => {
  expect(readConfig([], {}).allowPrivateHooks).toBe(false)
  expect(readConfig([], { PLAZA_ALLOW_PRIVATE_HOOKS: '1' }).allowPrivateHooks).toBe(true)
  expect(() => readConfig([], { PLAZA_ALLOW_PRIVATE_HOOKS: 'yes' })).toThrow(Complaint)
})

test('the bank is the sandbox unless there is none, and checks of identity follow it', () => {
  expect(readConfig([], {})).toMatchObject({ bank: 'sandbox', identity: 'sandbox', bankPort: undefined })
  expect(readConfig([], { PLAZA_BANK: 'none' })).toMatchObject({ bank: 'none', identity: 'people' })
  expect(readConfig([], { PLAZA_BANK_PORT: '8090', PLAZA_IDENTITY: 'people' })).toMatchObject({
    bankPort: 8090,
    identity: 'people',
  })
  expect(() => readConfig([], { PLAZA_BANK: 'https://bank.example' })).toThrow(/sandbox or none or iso20022/)
})

const BANK = {
  PLAZA_BANK: 'iso20022',
  PLAZA_BANK_URL: 'https://channel.bank.example/h2h/',
  PLAZA_BANK_CLIENT_SECRET: 'a-secret-of-the-client',
  PLAZA_BANK_CALLBACK_SECRET: 'a-secret-of-the-callback',
  PLAZA_BANK_IBAN: 'DE89 3704 0044 0532 0130 00',
  PLAZA_BANK_NAME: 'City of Example',
  PLAZA_BANK_CREDITOR_ID: 'DE98ZZZ09999999999',
}

test('a bank that speaks ISO 20022 is named by the environment alone; identities are checked by people then', () => {
  const config = readConfig([], { ...BANK, PLAZA_BANK_ZONE: 'Europe/Berlin', PLAZA_BANK_BIC: 'COBADEFFXXX' })
  expect(config).toMatchObject({ bank: 'iso20022', identity: 'people', identityProvider: undefined })
  expect(config.bankChannel).toEqual({
    baseUrl: 'https://channel.bank.example/h2h',
    clientSecret: 'a-secret-of-the-client',
    callbackSecret: 'a-secret-of-the-callback',
    account: { iban: 'DE89370400440532013000', name: 'City of Example', bic: 'COBADEFFXXX' },
    creditorId: 'DE98ZZZ09999999999',
    zone: 'Europe/Berlin',
    timeoutMs: 20_000,
  })
  expect(readConfig([], { ...BANK, PLAZA_BANK: 'none' }).bankChannel).toBe(undefined)
})

test.each([
  ['PLAZA_BANK_URL', undefined, /missing/],
  ['PLAZA_BANK_URL', 'http://channel.bank.example', /https/],
  ['PLAZA_BANK_URL', 'https://me:secret@bank.example', /no password/],
  ['PLAZA_BANK_IBAN', 'DE88370400440532013000', /no IBAN/],
  ['PLAZA_BANK_BIC', 'bank', /no BIC/],
  ['PLAZA_BANK_ZONE', 'Berlin', /time zone/],
  ['PLAZA_BANK_CLIENT_SECRET', 'short', /too short/],
  ['PLAZA_BANK_TIMEOUT_MS', '0', /milliseconds/],
] as const)('a bank with a wrong %s (%s) is not begun with', (name, value, complaint) => {
  expect(() => readConfig([], { ...BANK, [name]: value })).toThrow(complaint)
})

test('a provider of identity checks is named the same way, and never spoken to without TLS', () => {
  const provider = {
    PLAZA_IDENTITY: 'http',
    PLAZA_IDENTITY_URL: 'https://identity.example/v1',
    PLAZA_IDENTITY_CLIENT_SECRET: 'a-secret-of-the-client',
    PLAZA_IDENTITY_CALLBACK_SECRET: 'a-secret-of-the-callback',
  }
  expect(readConfig([], provider).identityProvider).toMatchObject({ baseUrl: 'https://identity.example/v1' })
  expect(() => readConfig([], { ...provider, PLAZA_IDENTITY_URL: 'http://identity.example' })).toThrow(/https/)
  expect(readConfig([], { PLAZA_TIME_ZONE: 'Europe/Madrid' }).timeZone).toBe('Europe/Madrid')
  expect(() => readConfig([], { PLAZA_TIME_ZONE: 'Madrid' })).toThrow(/PLAZA_TIME_ZONE/)
})
