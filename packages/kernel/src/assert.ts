/** Ends the request loudly when something that must be true is not: a bug, never a user's mistake (that is a Refusal). */
export function assert(fact: unknown, sentence: string): asserts fact {
  if (!fact) throw new Error(`assertion failed: ${sentence}`)
}

/** Closes an exhaustive switch: the compiler complains when a case is missing, the process when data lied. */
export function unreachable(value: never): never {
  throw new Error(`assertion failed: unexpected value ${JSON.stringify(value)}`)
}
