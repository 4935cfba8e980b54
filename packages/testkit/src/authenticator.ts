import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

interface Credential {
  readonly id: Buffer
  readonly privateKey: KeyObject
  readonly userHandle: string
  counter: number
}

interface Options {
  readonly challenge: string
  readonly rp?: { id: string }
  readonly rpId?: string
  readonly user?: { id: string }
}

const head = (major: number, n: number) =>
  n < 24
    ? Buffer.from([(major << 5) | n])
    : n < 256
      ? Buffer.from([(major << 5) | 24, n])
      : Buffer.from([(major << 5) | 25, n >> 8, n & 255])

/** CBOR of what an authenticator says: integers, bytes, text and maps. */
function cbor(value: number | Buffer | string | Map<number | string, unknown>): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const entries = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner as Buffer)])
  return Buffer.concat([head(5, value.size), ...entries])
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()

/** An authenticator in software: makes P-256 passkeys, finds them again, counts and signs. */
export class Authenticator {
  readonly origin: string
  readonly credentials: Credential[] = []
  constructor(origin: string) {
    this.origin = origin
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  }

  #authData(rpId: string, counter: number, attested: Buffer = Buffer.alloc(0)): Buffer {
    const flags = 0x01 | 0x04 | (attested.length > 0 ? 0x40 : 0)
    const start = Buffer.alloc(5)
    start.writeUInt8(flags, 0)
    start.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256(rpId), start, attested])
  }

  /** What `navigator.credentials.create()` answers. */
  create(given: object): Record<string, unknown> {
    const options = given as Options
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x, y } = publicKey.export({ format: 'jwk' })
    const cose = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x as string, 'base64url')],
        [-3, Buffer.from(y as string, 'base64url')],
      ]),
    )
    const credential = { id: randomBytes(32), privateKey, userHandle: options.user?.id ?? '', counter: 1 }
    this.credentials.push(credential)
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, credential.id.length]), credential.id, cose])
    const authData = this.#authData(options.rp?.id ?? '', credential.counter, attested)
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    )
    return this.#answer(credential, {
      clientDataJSON: this.#clientData('webauthn.create', options.challenge).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** What `navigator.credentials.get()` answers with one of its passkeys. */
  get(given: object, credential = this.credentials[0] as Credential): Record<string, unknown> {
    const options = given as Options
    credential.counter++
    const clientData = this.#clientData('webauthn.get', options.challenge)
    const authData = this.#authData(options.rpId ?? '', credential.counter)
    return this.#answer(credential, {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', Buffer.concat([authData, sha256(clientData)]), credential.privateKey).toString(
        'base64url',
      ),
      userHandle: credential.userHandle,
    })
  }

  #answer(credential: Credential, response: object): Record<string, unknown> {
    const id = credential.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }
}
