import { join } from 'node:path'
import { isoBank, type IsoBankConfig } from '@plaza/banking'
import { openForwarder } from '@plaza/calls'
import type { CallServers, Logger } from '@plaza/house'
import { tokenOf } from '@plaza/http'
import { openGateway } from '@plaza/realtime'
import { startResidents } from '@plaza/demo'
import { endPromotion, openPromotion, promotionStanding } from '@plaza/envelopes'
import { audioTranscriptions, libreTranslate, useLanguages, type Provider } from '@plaza/languages'
import { useMap } from '@plaza/map'
import { probeFfmpeg, useTranscoder } from '@plaza/media'
import { managesProgram, teamBehind, useCrawler } from '@plaza/makers'
import { useMerchantDoor, useProgramNames, usePromotions } from '@plaza/merchants'
import { useMakers, usePlatform } from '@plaza/platform'
import { openidIn, personBehind, programOf, setSecret, usePrograms } from '@plaza/programs'
import { callsPlace, canForward, type MediaPlace } from '@plaza/sfu'
import { httpProvider, useBank, useIdentityProvider, type HttpProviderConfig } from '@plaza/wallet'
import { openCity } from './city.ts'
import { openHttp } from './http.ts'
import { merchantKeys, openMerchantDoor } from './merchant-door.ts'
import { modules } from './modules.ts'
import { crawlerOf } from './program-review.ts'
import { openProgramDoor, programKey, programSockets } from './program-door.ts'
import { useInstitutions } from '@plaza/dossier'
import { PUSH_HOSTS, usePush } from '@plaza/notifications'
import { pushKeys, pushSubject } from './push-keys.ts'

/** What a process does: answer HTTP calls, hold sockets, do the work in the background, forward calls. At home all of it. */
export type Role = 'api' | 'gateway' | 'worker' | 'calls'

export interface ServerOptions {
  home: string
  port: number
  host: string
  databaseUrl: string
  s3Url?: string
  busUrl?: string
  roles: Role[]
  log: Logger
  cityName?: string
  publicUrl?: string
  smtpUrl?: string
  mailFrom?: string
  allowPrivateHooks?: boolean
  /** What decodes video and sound: a name or path of ffmpeg, or `none`. Without it the one on the path, if there is one. */
  ffmpeg?: string
  /** What looks at programs in review: a path of Chromium, or `none`. Without it the one of this machine, if there is one. */
  chromium?: string
  /** That browser may run without its own sandbox, as it has to for the superuser and in some containers. */
  chromiumBare?: boolean
  /** Who says messages in other languages, and who writes down what was said aloud. */
  translator?: Provider
  transcriber?: Provider
  /** The map of this city, a file of vector tiles (PMTiles). */
  map?: string
  /** What all files of one person may weigh together. */
  storageBytesMax?: number
  /** Hosts of push services instead of those of the usual browsers. */
  pushHosts?: readonly string[]
  /** Servers that help the devices of a call to reach each other. */
  calls?: CallServers
  /** Where a process that forwards calls takes sound and pictures in. */
  callsAt?: Partial<MediaPlace>
  /** The currency of the wallets, ISO 4217. */
  currency?: string
  /** Where days and months of the city begin, a name of the IANA database. */
  timeZone?: string
  /** The city's bank; without one nobody can link an account. */
  bank?: Omit<IsoBankConfig, 'clock'>
  /** Who checks identities, where it is not two operators. */
  identity?: Omit<HttpProviderConfig, 'clock' | 'publicUrl'>
  /** A sandbox plays whoever checks identities: demos only. */
  sandbox?: boolean
  /** Where the API of merchants listens; without it this process has none. */
  merchantPort?: number
  /** Where merchants reach it, when that is not this machine: an origin of its own. */
  merchantUrl?: string
  /** Where the cage of mini programs listens; without it this process serves none. */
  programPort?: number
  /** Where browsers reach it, when that is not this machine: an origin of its own. */
  programUrl?: string
  /** Servers of the city's own mini programs, beside it on this machine. */
  programServers?: readonly OwnServer[]
}

export interface OwnServer {
  readonly appId: string
  readonly secret: string
  /** The origin that the program declares, and where it is. */
  readonly origin: string
  readonly upstream: string
}

const GROUP_MEMBERS_MAX = 500

/** Starts one process of a city and resolves when it answers. `stop` lets what was begun finish, then closes everything. */
export async function startServer(options: ServerOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const { log, roles } = options
  const shownHost = options.host === '0.0.0.0' || options.host === '127.0.0.1' ? 'localhost' : options.host
  const publicUrl = options.publicUrl ?? `http://${shownHost}:${options.port}`
  const beside = options.programServers ?? []
  const upstreams = new Map(beside.map(server => [server.origin, server.upstream]))
  const opened = await openCity({
    home: options.home,
    databaseUrl: options.databaseUrl,
    ...(options.s3Url ? { s3Url: options.s3Url } : {}),
    ...(options.busUrl ? { busUrl: options.busUrl } : {}),
    works: roles.includes('worker'),
    log,
    config: {
      cityName: options.cityName ?? 'Plaza',
      publicUrl,
      groupMembersMax: GROUP_MEMBERS_MAX,
      beside: upstreams,
      ...(options.smtpUrl ? { smtpUrl: options.smtpUrl } : {}),
      ...(options.mailFrom ? { mailFrom: options.mailFrom } : {}),
      ...(options.allowPrivateHooks ? { allowPrivateHooks: true } : {}),
      ...(options.storageBytesMax ? { storageBytesMax: options.storageBytesMax } : {}),
      ...(options.currency ? { currency: options.currency } : {}),
      ...(options.timeZone ? { timeZone: options.timeZone } : {}),
      ...(options.sandbox ? { sandbox: true } : {}),
      ...(options.calls ? { calls: options.calls } : {}),
    },
  })
  const { city } = opened
  try {
    // Another site than the city's where it can be: browsers give each site a process of its own.
    const cageHost = shownHost === 'localhost' ? '127.0.0.1' : shownHost
    const cage = options.programUrl ?? `http://${cageHost}:${options.programPort ?? options.port}`
    usePrograms(city, { key: programKey(options.home), origin: cage, upstreams })
    for (const { appId, secret } of beside) await setSecret(city, appId, secret)
    const app = await openHttp(city, roles.includes('api') ? modules.flatMap(module => module.routes ?? []) : [])
    // Stops run last registered first: sockets say goodbye, then HTTP drains, then lanes and the database close.
    city.onStop(() => app.close())
    for (const module of modules) await module.start?.(city)
    const origin = options.merchantUrl ?? `http://${shownHost}:${options.merchantPort ?? options.port}`
    const masterKeys = merchantKeys(options.home)
    useMerchantDoor(city, { origin, masterKeys })
    usePlatform(city, { origin, masterKeys })
    useMakers(city, { mayManage: managesProgram, makerOf: teamBehind })
    useProgramNames(city, {
      nameOf: async (of, appid, person) => ((await programOf(of, appid)) ? openidIn(of, appid, person) : undefined),
      personOf: personBehind,
    })
    usePromotions(city, { open: openPromotion, standing: promotionStanding, end: endPromotion })
    useInstitutions(city, modules)
    usePush(city, {
      ...pushKeys(options.home),
      subject: pushSubject(publicUrl, options.mailFrom),
      hosts: options.pushHosts ?? PUSH_HOSTS,
      allowPrivate: options.allowPrivateHooks === true,
    })
    const transcoder = options.ffmpeg === 'none' ? undefined : await probeFfmpeg(options.ffmpeg)
    if (transcoder) useTranscoder(city, transcoder)
    const { translator, transcriber } = options
    useLanguages(city, {
      ...(translator ? { translator: libreTranslate(translator) } : {}),
      ...(transcriber ? { transcriber: audioTranscriptions(transcriber) } : {}),
    })
    if (options.map) await useMap(city, options.map, join(options.home, 'map-tiles'))
    if (options.identity) useIdentityProvider(city, httpProvider({ ...options.identity, publicUrl, clock: city.clock }))
    if (options.bank) useBank(city, isoBank({ ...options.bank, clock: city.clock }))
    if (roles.includes('calls') && canForward()) {
      await openForwarder(city, { ...callsPlace(options.host), ...options.callsAt })
    }
    if (roles.includes('gateway')) openGateway(city, app.server, { modules, tokenOf, others: programSockets(city) })
    await app.listen({ host: options.host, port: options.port })
    if (options.merchantPort !== undefined && roles.includes('api')) {
      const merchantDoor = await openMerchantDoor(city, { host: options.host, port: options.merchantPort })
      city.onStop(() => merchantDoor.close())
    }
    if (options.programPort !== undefined && roles.includes('api')) {
      const programDoor = await openProgramDoor(city, { host: options.host, port: options.programPort, origin: cage })
      city.onStop(() => programDoor.close())
    }
    const address = app.server.address()
    const port = typeof address === 'object' && address ? address.port : options.port
    if (roles.includes('worker')) {
      useCrawler(city, crawlerOf(city, options))
      opened.startWorker()
      await startResidents(city, {
        home: options.home,
        url: `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${port}`,
      })
    }
    log.info({ roles, port }, 'server started')
    return { url: options.publicUrl ?? `http://${shownHost}:${port}`, stop: async () => opened[Symbol.asyncDispose]() }
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}
