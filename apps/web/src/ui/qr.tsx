import { encode } from 'uqr'
import { createMemo } from 'solid-js'

/** A QR code as one path: black on white in every theme, because readers want it so. */
export function Qr(props: { text: string; label: string }) {
  const code = createMemo(() => {
    const { data, size } = encode(props.text, { border: 2, ecc: 'M' })
    let path = ''
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (data[y]![x]) path += `M${x} ${y}h1v1h-1z`
    return { path, size }
  })
  return (
    <svg
      class="qr"
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${code().size} ${code().size}`}
      shape-rendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={code().path} fill="#0a0f0c" />
    </svg>
  )
}
