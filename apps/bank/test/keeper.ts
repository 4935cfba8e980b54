import { keepBank } from '@plaza/bank'
import pino from 'pino'

// Keeps a bank until it is killed: `node --import tsx keeper.ts <options as JSON>`. Says the bank's process id.

const bank = keepBank({ ...JSON.parse(process.argv[2] ?? '{}'), log: pino({ level: 'silent' }) })
await bank.ready
process.stdout.write(`${bank.now()?.pid}\n`)
