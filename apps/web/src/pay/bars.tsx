import { bars } from '@plaza/pay-code'
import { createMemo } from 'solid-js'

const HIGH = 24

/** Digits as bars that every till reads. Decoration: they stand below in figures. */
export function Bars(props: { digits: string }) {
  const drawn = createMemo(() => {
    const { width, bars: all } = bars(props.digits)
    return { width, path: all.map(bar => `M${bar.x} 0h${bar.width}v${HIGH}h-${bar.width}z`).join('') }
  })
  return (
    <svg
      class="bars"
      aria-hidden="true"
      viewBox={`0 0 ${drawn().width} ${HIGH}`}
      preserveAspectRatio="none"
      shape-rendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={drawn().path} fill="#0a0f0c" />
    </svg>
  )
}
