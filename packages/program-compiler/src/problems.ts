import { PROBLEMS_MAX } from './limits.ts'

/** Something wrong in a program, at a place of its source (line and column count from 1), with what to do about it. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly remedy: string
}

export interface Place {
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/** Collects problems; says each once, and no more than `PROBLEMS_MAX`. */
export class Problems {
  readonly #list: Problem[] = []
  readonly #told = new Set<string>()

  error(file: string, message: string, remedy: string, place: Place = {}): void {
    this.#add('error', file, message, remedy, place)
  }

  warn(file: string, message: string, remedy: string, place: Place = {}): void {
    this.#add('warning', file, message, remedy, place)
  }

  of(severity: Problem['severity']): Problem[] {
    return this.#list
      .filter(problem => problem.severity === severity)
      .sort(
        (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
      )
  }

  #add(severity: Problem['severity'], file: string, message: string, remedy: string, place: Place): void {
    const problem = { severity, file, line: place.line ?? 1, column: place.column ?? 1, message, remedy }
    const key = JSON.stringify(problem)
    if (this.#told.has(key) || this.#list.length >= PROBLEMS_MAX) return
    this.#told.add(key)
    this.#list.push(problem)
  }
}

/** Order of code units: the same on every machine. */
export function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
