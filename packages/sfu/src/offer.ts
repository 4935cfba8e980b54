/** One line of media in a device's offer, as far as it matters here. */
export interface OfferedLine {
  readonly kind: 'audio' | 'video'
  readonly mid: string
  readonly sends: boolean
  /** The number under which the codec that is forwarded goes here: Opus, or VP8. */
  readonly type: number
  /** What it names its stream. */
  readonly ssrc: number | undefined
  /** The number of the extension that tells how loud it is. */
  readonly loud: number | undefined
}

export const LOUDNESS_URI = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'
const CODECS = { audio: /^opus\/48000/i, video: /^VP8\/90000/i } as const

/** Reads the lines of sound and pictures out of an offer; those without a codec that everybody has are left out. */
export function linesOf(sdp: string): OfferedLine[] {
  const found: OfferedLine[] = []
  for (const part of sdp.split(/^m=/m).slice(1)) {
    const kind = part.startsWith('audio ') ? 'audio' : 'video'
    if (kind === 'video' && !part.startsWith('video ')) continue
    const rows = part.split(/\r?\n/)
    const value = (name: string) => rows.find(row => row.startsWith(`a=${name}`))?.slice(name.length + 2)
    const type = rows
      .map(row => /^a=rtpmap:(\d+) (.+)$/.exec(row))
      .find(map => map && CODECS[kind].test(map[2] as string))?.[1]
    const mid = value('mid:')
    if (type === undefined || mid === undefined) continue
    const ssrc = value('ssrc:')?.split(' ')[0]
    const loud = rows.find(row => row.startsWith('a=extmap:') && row.includes(LOUDNESS_URI))
    found.push({
      kind,
      mid,
      sends: rows.includes('a=sendonly'),
      type: Number(type),
      ssrc: ssrc === undefined ? undefined : Number(ssrc),
      loud: loud === undefined ? undefined : Number(/^a=extmap:(\d+)/.exec(loud)?.[1]),
    })
  }
  return found
}

/**
 * An offer without the addresses that it names: where a device is is learned from its checks, which need the password of the
 * answer. So nobody can make this machine send to others, and nothing begins before the answer is there.
 */
export const withoutAddresses = (sdp: string): string => sdp.replace(/^a=(candidate:.*|end-of-candidates)\r?\n/gm, '')

/** Puts the address that the world knows into an answer, beside the one that this machine has. */
export function withAddress(sdp: string, address: string | undefined): string {
  if (address === undefined) return sdp
  return sdp.replace(/^(a=candidate:\S+ \d+ UDP \d+ )(\S+)( \d+ typ host.*)$/gim, (line, head, own, tail) =>
    own === address ? line : `${line}\r\n${head.replace(/candidate:\S+/, 'candidate:p')}${address}${tail}`,
  )
}
