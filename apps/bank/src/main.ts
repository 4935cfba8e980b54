import { readEnvironment } from './environment.ts'
import { startBank } from './start.ts'

const starting = startBank(readEnvironment(process.env))
let stopping = false
const stop = () => {
  if (stopping) return
  stopping = true
  void starting.then(bank => bank[Symbol.asyncDispose]()).finally(() => process.exit(0))
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
// Whoever started us holds a channel: when they are gone, so are we, even in the middle of starting.
process.on('disconnect', stop)

const { url, port } = await starting
// One line for whoever started us; the log goes to stderr.
process.stdout.write(`${JSON.stringify({ url, port })}\n`)
