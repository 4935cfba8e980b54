/** Something that stands in the sources, at the first place where it does. */
export interface Place {
  readonly what: string
  readonly file: string
  readonly line: number
}

/** What the sources say they do: addresses, calls of `wx`, and listed words. */
export interface Scan {
  readonly origins: readonly Place[]
  readonly calls: readonly Place[]
  readonly words: readonly Place[]
}

const CODE = /\.(js|ts|wxs|json|wxml)$/
const SCRIPT = /\.(js|ts)$/
const ADDRESS = /\b(https?|wss?):\/\/([a-z0-9.-]+\.[a-z]{2,}(?::\d{1,5})?)/gi
const CALL = /\bwx\s*(?:\.\s*([a-zA-Z]\w{2,60})|\[\s*['"]([a-zA-Z]\w{2,60})['"]\s*\])/g

/** Collects what stands in texts, file by file; each thing once. */
export class Scanner {
  readonly #words: readonly string[]
  readonly #found = {
    origins: new Map<string, Place>(),
    calls: new Map<string, Place>(),
    words: new Map<string, Place>(),
  }

  constructor(words: readonly string[]) {
    this.#words = words.map(word => word.toLowerCase())
  }

  read(file: string, text: string): void {
    const at = lines(text)
    if (CODE.test(file))
      for (const match of text.matchAll(ADDRESS))
        this.#note('origins', `${match[1]!.toLowerCase()}://${match[2]!.toLowerCase()}`, file, at(match.index))
    if (SCRIPT.test(file))
      for (const match of text.matchAll(CALL)) this.#note('calls', (match[1] ?? match[2])!, file, at(match.index))
    const small = text.toLowerCase()
    for (const word of this.#words) {
      const index = small.indexOf(word)
      if (index >= 0) this.#note('words', word, file, at(index))
    }
  }

  get scan(): Scan {
    const { origins, calls, words } = this.#found
    return { origins: [...origins.values()], calls: [...calls.values()], words: [...words.values()] }
  }

  #note(kind: keyof Scan, what: string, file: string, line: number): void {
    if (!this.#found[kind].has(what)) this.#found[kind].set(what, { what, file, line })
  }
}

/** The line of a place in a text, counted as places come, which is in order for each kind of thing. */
function lines(text: string): (index: number) => number {
  const ends: number[] = []
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) ends.push(i)
  return index => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle]! < index) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}
