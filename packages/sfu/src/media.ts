import type { Audio, Direction, PeerConnection, Video } from 'node-datachannel'

/** Where and how media comes in. */
export interface MediaPlace {
  /** The address that this machine listens on; without it all that it has. */
  readonly bind?: string
  /** The address under which the world reaches it, where that is another one. */
  readonly address?: string
  readonly portFirst: number
  readonly portLast: number
}

const PORT_FIRST = 50_000
const PORT_LAST = 50_199

/** Where media comes in unless it is said otherwise: a city that only this machine reaches is called from this machine. */
export const callsPlace = (host: string): MediaPlace => ({
  ...(host === '127.0.0.1' || host === 'localhost' ? { bind: '127.0.0.1' } : {}),
  portFirst: PORT_FIRST,
  portLast: PORT_LAST,
})

/** The library that speaks ICE, DTLS and SRTP, as far as it is used. */
export interface Media {
  readonly address: string | undefined
  connect(name: string): PeerConnection
  line(kind: 'audio' | 'video', mid: string, direction: Direction, type: number): Audio | Video
}

/** Loads libdatachannel, which not every machine has: then calls stay between devices. */
export async function openMedia(place: MediaPlace): Promise<Media> {
  const { default: library } = await import('node-datachannel')
  // Broken connections are told by their states.
  library.initLogger('Fatal', () => {})
  return {
    address: place.address,
    connect: name =>
      new library.PeerConnection(name, {
        iceServers: [],
        disableAutoNegotiation: true,
        portRangeBegin: place.portFirst,
        portRangeEnd: place.portLast,
        ...(place.portFirst === place.portLast ? { enableIceUdpMux: true } : {}),
        ...(place.bind === undefined ? {} : { bindAddress: place.bind }),
      }),
    line(kind, mid, direction, type) {
      if (kind === 'video') {
        const made = new library.Video(mid, direction)
        made.addVP8Codec(type)
        return made
      }
      const made = new library.Audio(mid, direction)
      made.addOpusCodec(type, 'minptime=10;useinbandfec=1')
      return made
    },
  }
}
