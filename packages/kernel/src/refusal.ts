/**
 * An expected "no": the person or program asked for something that cannot be. Its code is one word of `@plaza/contract`'s
 * refusal list and travels unchanged from the database to the phone, where the catalogue gives it a kind sentence.
 */
export class Refusal<Code extends string = string> extends Error {
  override readonly name = 'Refusal'
  readonly code: Code
  /** Small facts for the sentence or the program: `{ retryMs }`, `{ field }`, `{ max }`. Never secrets. */
  readonly facts: Readonly<Record<string, string | number>>
  constructor(code: Code, facts: Record<string, string | number> = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}
