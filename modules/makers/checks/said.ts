import { limits } from '@plaza/contract'
import { isText } from '../uploads/compile.ts'
import { isLibrary, SCOPES } from './judge.ts'
import { Scanner } from './scan.ts'

/** What a program asks citizens for, with the reasons, and where it may reach. */
export interface Said {
  readonly scopes: Record<string, string>
  readonly domains: Partial<Record<'request' | 'socket' | 'upload' | 'download' | 'web', string[]>>
}

/** At the root, or in the folder that `miniprogramRoot` names. */
const APP = /^([^/]+\/)?app\.json$/

/** A line that is a remark: what it names, nobody calls. */
const REMARK = /^\s*(\/\/|\/?\*).*$/gm

/**
 * Door: what a project that has no profile says of itself. It asks for the scopes of what its own code calls, with the reasons
 * that its `app.json` gives (`permission`), and reaches the hosts that stand in its own code, over TLS only.
 */
export function saidBy(sources: ReadonlyMap<string, Uint8Array>): Said {
  const scanner = new Scanner([])
  let reasons: Record<string, string> = {}
  for (const [path, bytes] of sources) {
    if (isLibrary(path) || !isText(bytes)) continue
    const text = Buffer.from(bytes).toString('utf8')
    if (APP.test(path)) reasons = reasonsIn(text)
    scanner.read(path, text.replace(REMARK, ''))
  }
  const { calls, origins } = scanner.scan
  const scopes = Object.fromEntries(
    calls.flatMap(({ what }) => {
      const scope = SCOPES[what]
      return scope === undefined ? [] : [[scope, reasons[scope] ?? `It calls wx.${what}.`]]
    }),
  )
  const reached = (scheme: string) =>
    origins
      .map(({ what }) => what)
      .filter(origin => origin.startsWith(scheme))
      .slice(0, limits.PROGRAM_DOMAINS_MAX)
  const [https, wss] = [reached('https://'), reached('wss://')]
  return {
    scopes,
    domains: {
      ...(https.length > 0 ? { request: https, upload: https, download: https, web: https } : {}),
      ...(wss.length > 0 ? { socket: wss } : {}),
    },
  }
}

/** `permission` of `app.json`; nothing when it is not plain JSON, which some tools allow. */
function reasonsIn(text: string): Record<string, string> {
  try {
    const { permission = {} } = JSON.parse(text) as { permission?: Record<string, { desc?: unknown } | null> }
    return Object.fromEntries(
      Object.entries(permission).flatMap(([scope, said]) =>
        typeof said?.desc === 'string' && said.desc !== ''
          ? [[scope, said.desc.slice(0, limits.SCOPE_REASON_LENGTH_MAX)]]
          : [],
      ),
    )
  } catch {
    return {}
  }
}
