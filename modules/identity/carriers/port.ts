/** One message to one address: an e-mail, or a text to a phone (which has no subject). */
export interface Message {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/**
 * Brings one-time codes to people. `send` resolves when the next hop took the message, and throws when it did not; it
 * never tries again by itself, since a code that comes late is worth nothing. To add one (an SMS gateway): write a file
 * beside this one, choose it in `choose.ts`, and let its settings come in through the city's config.
 */
export interface Carrier {
  /** One word for logs and the operator's page. */
  readonly name: string
  send(message: Message): Promise<void>
}
