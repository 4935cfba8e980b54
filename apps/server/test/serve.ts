import { startServer, type ServerOptions } from '@plaza/server'
import pino from 'pino'

// One process of a city, for tests that kill it: `node --import tsx serve.ts <options as JSON>`. Says one JSON line when it
// serves, and ends with whoever started it.

// Before anything is started: whoever started it may be gone by then.
process.once('disconnect', () => process.exit(1))
process.channel?.unref()

const options = JSON.parse(process.argv[2] ?? '{}') as Omit<ServerOptions, 'log'>
const server = await startServer({ ...options, log: pino({ level: 'fatal' }, pino.destination(2)) })
process.stdout.write(`${JSON.stringify({ port: Number(new URL(server.url).port) })}\n`)

const stop = () => void server.stop().finally(() => process.exit(0))
process.once('SIGTERM', stop)
