/** Bytes as text in one of the encodings that the file system knows, and back. */
export function decodeBytes(bytes: ArrayBuffer, encoding: string): string {
  const list = new Uint8Array(bytes)
  switch (encoding) {
    case 'base64':
      return toBase64(bytes)
    case 'hex':
      return [...list].map(byte => byte.toString(16).padStart(2, '0')).join('')
    case 'ascii':
    case 'latin1':
    case 'binary':
      return [...list].map(byte => String.fromCharCode(byte)).join('')
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return new TextDecoder('utf-16le').decode(bytes)
    default:
      return new TextDecoder().decode(bytes)
  }
}

export function encodeText(text: string, encoding: string): ArrayBuffer {
  switch (encoding) {
    case 'base64':
      return fromBase64(text)
    case 'hex':
      return Uint8Array.from(text.match(/../g) ?? [], pair => Number.parseInt(pair, 16)).buffer
    case 'ascii':
    case 'latin1':
    case 'binary':
      return Uint8Array.from(text, char => char.charCodeAt(0) & 0xff).buffer
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return Uint16Array.from(text, char => char.charCodeAt(0)).buffer
    default:
      return new TextEncoder().encode(text).slice().buffer
  }
}

export function toBase64(bytes: ArrayBuffer): string {
  const list = new Uint8Array(bytes)
  let binary = ''
  for (let at = 0; at < list.length; at += 0x8000) binary += String.fromCharCode(...list.subarray(at, at + 0x8000))
  return btoa(binary)
}

/** Wrong letters end the text, as in most decoders, and nothing is thrown. */
export function fromBase64(text: string): ArrayBuffer {
  try {
    const binary = atob(
      text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replaceAll(/[^A-Za-z0-9+/]/g, ''),
    )
    return Uint8Array.from(binary, char => char.charCodeAt(0)).buffer
  } catch {
    return new ArrayBuffer(0)
  }
}
