import path from 'node:path'
import { keepLogShort, openHome } from '@plaza/postgres'
import { destination, multistream, pino, type Logger } from 'pino'

/**
 * The log of the city as lines of JSON in <home>/plaza.log; warnings also on the terminal. With PLAZA_LOG=- all of it
 * goes to stdout, as containers like it.
 */
export function openLog(home: string): Logger {
  const level = process.env['PLAZA_LOG_LEVEL'] ?? 'info'
  if (process.env['PLAZA_LOG'] === '-') return pino({ level })
  const file = path.join(openHome(home), 'plaza.log')
  keepLogShort(file)
  const streams = [
    { level: 'trace' as const, stream: destination({ dest: file, mode: 0o600, sync: true }) },
    { level: 'warn' as const, stream: destination({ dest: 2, sync: true }) },
  ]
  return pino({ level }, multistream(streams))
}
