import { createHash } from 'node:crypto'

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')

/** The signature of a pushed message: of token, time and nonce, and of the sealed text where it is sealed. */
export const signatureOf = (...words: readonly string[]): string => sha1(words.toSorted().join(''))

/** What a web page signs to be known: the ticket is its maker's, the address is its own without what follows a `#`. */
export const pageSignature = (page: { ticket: string; nonce: string; timestamp: string; url: string }): string =>
  sha1(
    `jsapi_ticket=${page.ticket}&noncestr=${page.nonce}&timestamp=${page.timestamp}&url=${page.url.replace(/#.*$/s, '')}`,
  )

/** The signature of a person's facts in the clear, which only whoever holds the key of their session can make. */
export const factsSignature = (rawData: string, sessionKey: string): string => sha1(rawData + sessionKey)
