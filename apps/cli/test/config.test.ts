import path from 'node:path'
import { expect, test } from 'vitest'
import { Complaint, readConfig } from '../src/config.ts'

test('without any word the city starts with everything in one process', () => {
  expect(readConfig([], {})).toMatchObject({
    verb: 'start',
    home: path.resolve('.plaza'),
    host: '127.0.0.1',
    port: 8080,
    roles: ['api', 'gateway', 'worker'],
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
  expect(() => readConfig([], { PLAZA_BANK: 'https://bank.example' })).toThrow(/sandbox or none/)
})
