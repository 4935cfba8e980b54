/** How long a file that was just made stays readable: some browsers read it after the click. */
const READ_MS = 60_000

/** Gives the reader a file to keep, as if it had been downloaded. */
export function saveFile({ fileName, mediaType, base64 }: { fileName: string; mediaType: string; base64: string }) {
  const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), READ_MS)
}

/** SHA-256 of a file, in hex; it is read on this device and goes nowhere. */
export async function fingerprintOf(file: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
