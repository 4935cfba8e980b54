import { Refused } from './types.ts'

/** Files of the program: those it writes and those it was given, as long as this page is open. */
export class Files {
  readonly #files = new Map<string, { blob: Blob; time: number }>()
  #count = 0

  read(path: string): Blob | undefined {
    return this.#files.get(path)?.blob
  }

  must(path: string): Blob {
    const blob = this.read(path)
    if (!blob) throw new Refused(`no such file or directory, open ${path}`)
    return blob
  }

  write(path: string, blob: Blob): void {
    this.#files.set(path, { blob, time: Date.now() })
  }

  /** Keeps bytes under a name for this run. */
  keep(blob: Blob, ending: string): string {
    const path = `wxfile://tmp_${(this.#count += 1)}${ending}`
    this.write(path, blob)
    return path
  }

  remove(path: string): void {
    this.#files.delete(path)
  }

  list(): { path: string; size: number; time: number }[] {
    return [...this.#files]
      .filter(([path]) => path.startsWith('wxfile://usr'))
      .map(([path, { blob, time }]) => ({ path, size: blob.size, time }))
  }
}
