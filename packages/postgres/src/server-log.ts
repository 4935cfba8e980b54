import { closeSync, copyFileSync, fstatSync, openSync, readSync, statSync, truncateSync } from 'node:fs'
import { SERVER_LOG_BYTES_MAX, SERVER_LOG_LOOK_MS } from './limits.ts'

/** Keeps PostgreSQL's log below two times its limit: the full file becomes `.1`, replacing the one before. */
export function keepLogShort(file: string): NodeJS.Timeout {
  const look = () => {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < SERVER_LOG_BYTES_MAX) return
    // PostgreSQL holds the file open in append mode, so it must be emptied and not moved.
    copyFileSync(file, `${file}.1`)
    truncateSync(file)
  }
  look()
  return setInterval(look, SERVER_LOG_LOOK_MS).unref()
}

/** The end of the log, for error messages. */
export function logTail(file: string, options: { from: number; bytes?: number }): string {
  const fd = openSync(file, 'r')
  try {
    const { size } = fstatSync(fd)
    const start = Math.max(options.from > size ? 0 : options.from, size - (options.bytes ?? 2000))
    const buffer = Buffer.alloc(size - start)
    readSync(fd, buffer, 0, buffer.length, start)
    return buffer.toString().trim()
  } finally {
    closeSync(fd)
  }
}
