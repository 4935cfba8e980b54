/** Words for the person at the terminal; logs go elsewhere. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** The same for what went wrong. */
export function sayWrong(text: string): void {
  process.stderr.write(`${text}\n`)
}
