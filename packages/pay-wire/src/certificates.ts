import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  cryptoProvider,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequest,
  PublicKey,
  X509CertificateGenerator,
} from '@peculiar/x509'
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  webcrypto,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'
import { MERCHANT_KEY_BITS, PEM_LENGTH_MAX, PLATFORM_KEY_BITS, SERIAL_BYTES } from './limits.ts'

cryptoProvider.set(webcrypto)

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
const generateAside = promisify(generateKeyPair)

/** A key pair with its certificate; the private key as PKCS #8. */
export interface Certified {
  readonly certificate: string
  readonly serial: string
  readonly privateKey: string
  readonly notBeforeMs: number
  readonly notAfterMs: number
}

export interface Lifetime {
  readonly fromMs: number
  readonly untilMs: number
}

export interface KeyPair {
  readonly privateKey: string
  readonly publicKey: string
}

const generated = (bits: number): Promise<KeyPair> =>
  generateAside('rsa', {
    modulusLength: bits,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })

let source = generated

/** Takes key pairs from elsewhere from now on. Only for tests: they need thousands, and each costs a third of a second. */
export function takeKeyPairsFrom(elsewhere: (generate: () => Promise<KeyPair>) => Promise<KeyPair>): void {
  source = bits => elsewhere(() => generated(bits))
}

/** An RSA key pair as PEM, made on a thread of its own. */
export const makeKeyPair = (bits = PLATFORM_KEY_BITS): Promise<KeyPair> => source(bits)

/** A new authority that certifies its own key. */
export async function makeAuthority(name: string, life: Lifetime): Promise<Certified> {
  const pair = await makeKeyPair()
  return {
    ...(await certify(name, pair.publicKey, { name, privateKey: pair.privateKey }, life, true)),
    ...secretOf(pair),
  }
}

/** A new pair of keys with a certificate of the authority: what the platform signs its answers with. */
export async function makeCertified(name: string, authority: Certified, life: Lifetime): Promise<Certified> {
  const pair = await makeKeyPair()
  return { ...(await certifyKey(name, pair.publicKey, authority, life)), ...secretOf(pair) }
}

const secretOf = ({ privateKey }: { privateKey: string }) => ({ privateKey })

/** A certificate of the authority for somebody else's public key (PEM). */
export function certifyKey(
  name: string,
  publicKey: string,
  authority: Pick<Certified, 'certificate' | 'privateKey'>,
  life: Lifetime,
): Promise<Omit<Certified, 'privateKey'>> {
  const { subject } = new X509Certificate(authority.certificate)
  return certify(name, publicKey, { name: subject.replace(/^CN=/, ''), privateKey: authority.privateKey }, life, false)
}

async function certify(
  name: string,
  publicKey: string,
  issuer: { readonly name: string; readonly privateKey: string },
  life: Lifetime,
  isAuthority: boolean,
): Promise<Omit<Certified, 'privateKey'>> {
  const { subtle } = webcrypto
  const secret = createPrivateKey(issuer.privateKey).export({ type: 'pkcs8', format: 'der' })
  const made = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: `CN=${plainName(name)}`,
    issuer: `CN=${plainName(issuer.name)}`,
    notBefore: new Date(life.fromMs),
    notAfter: new Date(life.untilMs),
    signingAlgorithm: ALGORITHM,
    signingKey: await subtle.importKey('pkcs8', secret, ALGORITHM, false, ['sign']),
    publicKey: new PublicKey(publicKey),
    extensions: [
      new BasicConstraintsExtension(isAuthority, undefined, true),
      new KeyUsagesExtension(
        isAuthority ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment,
        true,
      ),
    ],
  })
  const certificate = `${made.toString('pem')}\n`
  const { serialNumber } = new X509Certificate(certificate)
  return { certificate, serial: serialNumber, notBeforeMs: life.fromMs, notAfterMs: life.untilMs }
}

/** Forty hex digits whatever a client does with leading zeros: positive, and its first byte not nothing. */
function newSerial(): string {
  const bytes = randomBytes(SERIAL_BYTES)
  bytes[0] = 0x10 | ((bytes[0] as number) & 0x6f)
  return bytes.toString('hex')
}

/** A name that needs no escapes in a distinguished name. */
const plainName = (name: string) =>
  name
    .replace(/[^A-Za-z0-9 .-]/g, ' ')
    .trim()
    .slice(0, 60) || 'Plaza'

/**
 * The public key (PEM) in what a merchant uploads: a public key, a certificate, or a request for one (PKCS #10, whose own
 * signature must fit). Undefined where it is none of them, no RSA key, or of a length that is not taken.
 */
export async function readPublicKey(pem: string): Promise<string | undefined> {
  if (pem.length > PEM_LENGTH_MAX) return undefined
  try {
    const key = await keyIn(pem.trim())
    const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0
    const taken = key?.asymmetricKeyType === 'rsa' && bits >= MERCHANT_KEY_BITS.min && bits <= MERCHANT_KEY_BITS.max
    return taken ? (key.export({ type: 'spki', format: 'pem' }) as string) : undefined
  } catch {
    return undefined
  }
}

async function keyIn(pem: string): Promise<KeyObject | undefined> {
  if (pem.startsWith('-----BEGIN CERTIFICATE-----')) return new X509Certificate(pem).publicKey
  if (/^-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(pem)) {
    const request = new Pkcs10CertificateRequest(pem)
    if (!(await request.verify())) return undefined
    return createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' })
  }
  return /^-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem) ? createPublicKey(pem) : undefined
}

/** One entry of `GET /v3/certificates`, before its certificate is sealed. */
export type Listed = Pick<Certified, 'serial' | 'certificate' | 'notBeforeMs' | 'notAfterMs'>
