const LOUDNESS = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'
/** Lines of a session description that a forwarding unit makes nothing of: with many lines of media they are most of it. */
const NEEDLESS = /^a=(candidate|rtcp-fb|msid|rtcp|rtcp-rsize|extmap-allow-mixed|ice-options|fmtp|extmap)(:|$)/

/** An offer without what the forwarding unit does not read. */
export function stripped(sdp: string): string {
  return sdp
    .split(/\r\n/)
    .filter(line => !NEEDLESS.test(line) || line.includes(LOUDNESS))
    .join('\r\n')
}

/** Lets a line speak one codec only, the one that every browser has: what one sends all others can show as it is. */
export function speakOnly(line: RTCRtpTransceiver, mime: 'audio/opus' | 'video/VP8'): void {
  const known = RTCRtpReceiver.getCapabilities(mime.startsWith('audio') ? 'audio' : 'video')?.codecs ?? []
  const codecs = known.filter(codec => codec.mimeType.toLowerCase() === mime.toLowerCase())
  if (codecs.length > 0) line.setCodecPreferences(codecs)
}
