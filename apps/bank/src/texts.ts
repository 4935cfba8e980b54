/** The texts in a body, form or JSON, that strangers sent; anything else in it is not there. */
export function textsOf(body: unknown): Readonly<Record<string, string | undefined>> {
  if (typeof body !== 'object' || body === null || body instanceof Uint8Array) return {}
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'))
}
