import { readEnvironment } from './environment.ts'
import { startBank } from './start.ts'

const bank = await startBank(readEnvironment(process.env))
// One line for whoever started us; the log goes to stderr.
process.stdout.write(`${JSON.stringify({ url: bank.url, port: bank.port })}\n`)

let stopping = false
const stop = () => {
  if (stopping) return
  stopping = true
  void bank[Symbol.asyncDispose]().then(() => process.exit(0))
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
// Whoever started us holds a channel: when they are gone, so are we.
process.on('disconnect', stop)
