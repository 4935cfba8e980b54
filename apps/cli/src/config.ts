import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Complaint } from './complaint.ts'
import { readBankChannel, readIdentityAddress, zone, type BankChannel, type IdentityAddress } from './outside.ts'

export { Complaint } from './complaint.ts'

export type Role = 'api' | 'gateway' | 'worker' | 'calls'
const ROLES: readonly Role[] = ['api', 'gateway', 'worker', 'calls']

/** Everything an operator can choose. Flags win over the environment; nothing reads the environment later. */
export interface Config {
  verb: string
  /** What follows the verb, such as the file of a backup. */
  rest: string[]
  home: string
  host: string
  port: number
  databaseUrl: string | undefined
  busUrl: string | undefined
  roles: Role[]
  /** Start without the demo city. */
  empty: boolean
  json: boolean
  cityName: string | undefined
  publicUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string | undefined
  /** A bucket for pictures and files; they lie in the home without one. */
  s3Url: string | undefined
  /** What decodes video and sound: a name or path of ffmpeg, or `none`; without it the one on the path, if there is one. */
  ffmpeg: string | undefined
  /** Who says messages in other languages, and who writes down what was said aloud. */
  translator: Provider | undefined
  transcriber: Provider | undefined
  /** The map of this city, a file of vector tiles; without it `map.pmtiles` of the home, if there is one. */
  map: string | undefined
  /** What looks at programs in review: a path of Chromium, or `none`; and whether it may do without its own sandbox. */
  chromium: string | undefined
  chromiumBare: boolean
  /** What all files of one person may weigh together. */
  storageBytesMax: number | undefined
  /** Webhooks of bots may call this machine and its networks: for development. */
  allowPrivateHooks: boolean
  /** Servers that help devices of a call to reach each other, and the secret of those that pass on. */
  stunUrls: string[]
  turnUrls: string[]
  turnSecret: string | undefined
  /** Where calls that are forwarded come in: the address to listen on, the one that the world knows, and UDP ports. */
  callsBind: string | undefined
  callsAddress: string | undefined
  callsPorts: { first: number; last: number } | undefined
  /** Hosts of push services instead of those of the usual browsers. */
  pushHosts: string[] | undefined
  /** The bank behind the wallets: one to practise with beside the city, or none. */
  bank: 'sandbox' | 'none' | 'iso20022'
  /** The channel of a bank that speaks ISO 20022 over HTTP; only with `iso20022`. */
  bankChannel: BankChannel | undefined
  /** Where the sandbox bank listens on this machine; without it the first free port after the city's. */
  bankPort: number | undefined
  /** Where days and months of the city begin. */
  timeZone: string | undefined
  /** Where the API of merchants listens; without it the first free port after the city's and the bank's. */
  merchantPort: number | undefined
  /** Where merchants reach it, when that is not this machine: an origin of its own. */
  merchantUrl: string | undefined
  /** Where the cage of mini programs listens; without it the next free port. */
  programPort: number | undefined
  /** Where browsers reach the cage, when that is not this machine: an origin of its own. */
  programUrl: string | undefined
  /** Where browsers reach the sandbox bank, when that is not this machine. */
  bankPublicUrl: string | undefined
  /** Who checks identities: a sandbox that believes everybody, two operators, or a provider over HTTP. */
  identity: 'sandbox' | 'people' | 'http'
  identityProvider: IdentityAddress | undefined
}

type Environment = Record<string, string | undefined>

/** Reads flags and environment once; throws a Complaint that names the wrong value and what would be right. */
export function readConfig(args: string[], environment: Environment): Config {
  const { values, positionals } = parse(args)
  const [verb = values.help ? 'help' : 'start', ...rest] = positionals
  const env = (name: string) => environment[name]?.trim() || undefined
  const bank = readChoice('PLAZA_BANK', env('PLAZA_BANK'), ['sandbox', 'none', 'iso20022']) ?? 'sandbox'
  const identity =
    readChoice('PLAZA_IDENTITY', env('PLAZA_IDENTITY'), ['sandbox', 'people', 'http']) ?? IDENTITY_BESIDE[bank]
  return {
    verb: values.help ? 'help' : verb,
    rest,
    home: path.resolve(values.home ?? env('PLAZA_HOME') ?? '.plaza'),
    host: values.host ?? env('PLAZA_HOST') ?? '127.0.0.1',
    port: readPort(values.port ?? env('PLAZA_PORT') ?? '8080'),
    databaseUrl: readUrl('database', values.database ?? env('PLAZA_DATABASE_URL'), ['postgres:', 'postgresql:']),
    busUrl: readUrl('bus', values.bus ?? env('PLAZA_BUS'), ['nats:', 'tls:', 'ws:', 'wss:']),
    roles: readRoles(values.roles ?? env('PLAZA_ROLES')),
    empty: values.empty ?? false,
    json: values.json ?? false,
    cityName: env('PLAZA_CITY_NAME'),
    publicUrl: readUrl('PLAZA_PUBLIC_URL', env('PLAZA_PUBLIC_URL'), ['http:', 'https:'])?.replace(/\/+$/, ''),
    smtpUrl: readUrl('PLAZA_SMTP_URL', env('PLAZA_SMTP_URL'), ['smtp:', 'smtps:']),
    mailFrom: env('PLAZA_MAIL_FROM'),
    s3Url: readUrl('PLAZA_S3_URL', env('PLAZA_S3_URL'), ['https:', 'http:']),
    ffmpeg: env('PLAZA_FFMPEG'),
    translator: readProvider('PLAZA_TRANSLATE', env),
    transcriber: readProvider('PLAZA_TRANSCRIBE', env),
    map: readMap(env('PLAZA_MAP'), path.resolve(values.home ?? env('PLAZA_HOME') ?? '.plaza')),
    chromium: env('PLAZA_CHROMIUM'),
    chromiumBare: readSwitch('PLAZA_CHROMIUM_BARE', env('PLAZA_CHROMIUM_BARE')),
    storageBytesMax: readGigabytes('PLAZA_STORAGE_GB', env('PLAZA_STORAGE_GB')),
    allowPrivateHooks: readSwitch('PLAZA_ALLOW_PRIVATE_HOOKS', env('PLAZA_ALLOW_PRIVATE_HOOKS')),
    pushHosts: readList(env('PLAZA_PUSH_HOSTS')),
    stunUrls: readIce('PLAZA_STUN_URLS', env('PLAZA_STUN_URLS'), /^stuns?:[^\s]+$/),
    turnUrls: readIce('PLAZA_TURN_URLS', env('PLAZA_TURN_URLS'), /^turns?:[^\s]+$/),
    turnSecret: env('PLAZA_TURN_SECRET'),
    callsBind: readAddress('PLAZA_CALLS_BIND', env('PLAZA_CALLS_BIND')),
    callsAddress: readAddress('PLAZA_CALLS_ADDRESS', env('PLAZA_CALLS_ADDRESS')),
    callsPorts: readPorts('PLAZA_CALLS_PORTS', env('PLAZA_CALLS_PORTS')),
    bank,
    timeZone: env('PLAZA_TIME_ZONE') && zone(env('PLAZA_TIME_ZONE') as string, 'PLAZA_TIME_ZONE'),
    bankPort: env('PLAZA_BANK_PORT') === undefined ? undefined : readPort(env('PLAZA_BANK_PORT') as string),
    bankPublicUrl: readUrl('PLAZA_BANK_PUBLIC_URL', env('PLAZA_BANK_PUBLIC_URL'), ['http:', 'https:'])?.replace(
      /\/+$/,
      '',
    ),
    merchantPort: env('PLAZA_MERCHANT_PORT') === undefined ? undefined : readPort(env('PLAZA_MERCHANT_PORT') as string),
    merchantUrl: readUrl('PLAZA_MERCHANT_URL', env('PLAZA_MERCHANT_URL'), ['http:', 'https:'])?.replace(/\/+$/, ''),
    programPort: env('PLAZA_PROGRAM_PORT') === undefined ? undefined : readPort(env('PLAZA_PROGRAM_PORT') as string),
    programUrl: readUrl('PLAZA_PROGRAM_URL', env('PLAZA_PROGRAM_URL'), ['http:', 'https:'])?.replace(/\/+$/, ''),
    bankChannel: bank === 'iso20022' ? readBankChannel(env) : undefined,
    identity,
    identityProvider: identity === 'http' ? readIdentityAddress(env) : undefined,
  }
}

const readList = (text: string | undefined) => text?.split(',').map(part => part.trim())

interface Provider {
  readonly url: string
  readonly key?: string
  readonly model?: string
}

/** A provider of languages by its three settings. */
function readProvider(name: string, env: (name: string) => string | undefined): Provider | undefined {
  const url = readUrl(`${name}_URL`, env(`${name}_URL`), ['http:', 'https:'])
  const [key, model] = [env(`${name}_KEY`), env(`${name}_MODEL`)]
  return url === undefined ? undefined : { url, ...(key ? { key } : {}), ...(model ? { model } : {}) }
}

const MAP_FILE = 'map.pmtiles'

function readMap(named: string | undefined, home: string): string | undefined {
  if (named !== undefined && !existsSync(named))
    throw new Complaint(`PLAZA_MAP names a file, and ${named} is not there`)
  const own = path.join(home, MAP_FILE)
  return named ?? (existsSync(own) ? own : undefined)
}

/** Addresses of STUN and TURN servers (RFC 7064, RFC 7065). */
function readIce(name: string, text: string | undefined, form: RegExp): string[] {
  const urls = readList(text) ?? []
  const wrong = urls.find(url => !form.test(url))
  if (wrong !== undefined)
    throw new Complaint(`${name} is a list of addresses such as turn:turn.example.org:3478, and ${wrong} is none`)
  return urls
}

/** Where the money is real, so are the people. */
const IDENTITY_BESIDE = { sandbox: 'sandbox', none: 'people', iso20022: 'people' } as const

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        home: text,
        host: text,
        port: text,
        database: text,
        bus: text,
        roles: text,
        empty: flag,
        json: flag,
        help: { ...flag, short: 'h' },
      },
    })
  } catch (error) {
    throw new Complaint(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}. See "plaza help".`)
  }
}

function readPort(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port >= 1 && port <= 65535) return port
  throw new Complaint(`The port must be a number from 1 to 65535, not "${value}".`)
}

/** One port, or from one to another: `50000-50199`. */
function readPorts(what: string, value: string | undefined): { first: number; last: number } | undefined {
  if (value === undefined) return undefined
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(value) ?? []
  if (first === undefined)
    throw new Complaint(`${what} is a port or two with a dash, such as 50000-50199, not "${value}".`)
  const ports = { first: readPort(first), last: readPort(last as string) }
  if (ports.last < ports.first) throw new Complaint(`${what} begins with the lower port, not "${value}".`)
  return ports
}

/** Browsers are given it as it is, so that it has to be an address and not a name. */
function readAddress(what: string, value: string | undefined): string | undefined {
  if (value === undefined || isIP(value) > 0) return value
  throw new Complaint(`${what} is an IP address, such as 203.0.113.7, not "${value}".`)
}

function readUrl(what: string, value: string | undefined, schemes: string[]): string | undefined {
  if (!value) return undefined
  // Addresses of PostgreSQL over a socket have no host, which URL does not allow.
  const scheme = /^[a-z]+:(?=\/\/)/.exec(value)?.[0]
  if (scheme && schemes.includes(scheme)) return value
  throw new Complaint(`The address of ${what} must begin with ${schemes[0]}//; it is set to something else.`)
}

function readSwitch(what: string, value: string | undefined): boolean {
  if (value === undefined || value === '0') return false
  if (value === '1') return true
  throw new Complaint(`${what} is 1 (yes) or 0 (no), not "${value}".`)
}

function readChoice<const Word extends string>(
  what: string,
  value: string | undefined,
  words: readonly Word[],
): Word | undefined {
  const word = words.find(known => known === value)
  if (value === undefined || word !== undefined) return word
  throw new Complaint(`${what} is ${words.join(' or ')}, not "${value}".`)
}

/** Whole gigabytes, as bytes. */
function readGigabytes(what: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value) * 1024 ** 3
  throw new Complaint(`${what} is a whole number of gigabytes, such as 10, not "${value}".`)
}

function readRoles(value: string | undefined): Role[] {
  if (!value) return [...ROLES]
  return value.split(',').map(word => {
    const role = ROLES.find(known => known === word.trim())
    if (!role) throw new Complaint(`A role is one of ${ROLES.join(', ')}, not "${word.trim()}".`)
    return role
  })
}
