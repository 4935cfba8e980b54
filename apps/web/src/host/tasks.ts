import type { Program } from './program.ts'
import { TASK_NAME_LENGTH_MAX } from './limits.ts'
import { Refused } from './refused.ts'

/** Tasks at once of one program: requests, transfers, sockets and sounds. */
const TASKS_MAX = 30

/** What a program has running: each can be ended by it, and all end with it. */
export class Tasks {
  readonly #program: Program
  readonly #running = new Map<string, () => void>()

  constructor(program: Program) {
    this.#program = program
  }

  /** Notes something that runs under the name that the program chose. */
  add(task: string, end: () => void): void {
    if (task === '' || task.length > TASK_NAME_LENGTH_MAX) throw new Refused('parameter error: task')
    if (this.#running.has(task)) throw new Refused('parameter error: task')
    if (this.#running.size >= TASKS_MAX) throw new Refused('exceed max task count')
    this.#running.set(task, end)
  }

  done(task: string): void {
    this.#running.delete(task)
  }

  end(task: string): void {
    const end = this.#running.get(task)
    this.#running.delete(task)
    end?.()
  }

  tell(task: string, kind: string, detail: unknown): void {
    this.#program.tell({ name: 'task', task, kind, detail })
  }

  close(): void {
    for (const task of this.#running.keys()) this.end(task)
  }
}
