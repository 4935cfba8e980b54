import { openDatabase } from '@plaza/postgres'

// Opens the database of the home it is given and stays, for tests that kill it. Writes one line of JSON when open.
const quiet = { info() {}, warn() {}, error() {} }
const [home = '', mode = 'stay'] = process.argv.slice(2)
try {
  const database = await openDatabase({ home, log: quiet, settings: { shared_buffers: '16MB' } })
  process.stdout.write(`${JSON.stringify({ url: database.url })}\n`)
  if (mode === 'stop') await database.stop()
  if (mode === 'exit') process.exit(0)
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`)
  process.exit(1)
}
