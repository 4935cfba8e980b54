/** A piece of SQL with its values apart: what you read is what runs, and no value can become code. */
export class Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings
    this.values = values
  }
  /** The numbered text for the driver. */
  get text(): string {
    let out = this.strings[0] ?? ''
    for (let i = 1; i < this.strings.length; i++) out += `$${i}${this.strings[i]}`
    return out
  }
}

/** Writes SQL as prose: sql`select name from ... where id = ${id}`. A nested sql`…` is spliced in. */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  const texts: string[] = [strings[0] ?? '']
  const flat: unknown[] = []
  values.forEach((value, i) => {
    const next = strings[i + 1] ?? ''
    if (value instanceof Sql) {
      texts[texts.length - 1] += value.strings[0] ?? ''
      value.strings.slice(1).forEach((text, j) => {
        flat.push(value.values[j])
        texts.push(text)
      })
      texts[texts.length - 1] += next
    } else {
      flat.push(value)
      texts.push(next)
    }
  })
  return new Sql(texts, flat)
}

/** An instant in epoch milliseconds as PostgreSQL's own; null stays null. */
export const instant = (ms: number | null): Sql => sql`to_timestamp(${ms === null ? null : ms / 1000}::float8)`

/** A fixed query run often: prepared once per connection under its name. */
export interface Prepared {
  readonly name: string
  readonly text: string
}

/** Names a query of a hot path. The text must never be built from input. */
export function prepared(name: string, text: string): Prepared {
  return { name, text: text.trim() }
}
