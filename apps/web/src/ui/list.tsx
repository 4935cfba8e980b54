import { createMemo, createSignal, For, onCleanup, onMount, type JSX } from 'solid-js'
import { painted } from '../engine/painted.ts'

/** Lists shorter than this are drawn as a whole. */
const WINDOWED_FROM = 80
const BEYOND = 12
/** At first so many rows come in a frame: a slow phone would stand still for all of them. */
const ROWS_A_FRAME = 6

/** Where the rows of a list begin and end, in rem. */
interface Edges {
  /** The upper edge of a row; of the one after the last, the end of the list. */
  top: (index: number) => number
  /** The first row that begins below. */
  below: (y: number) => number
}

/** Rows of one height need no measuring, however many they are. */
const even = (count: number, height: number): Edges => ({
  top: index => index * height,
  below: y => Math.min(count, Math.max(0, Math.floor(y / height) + 1)),
})

function uneven<T>(items: T[], height: (item: T) => number): Edges {
  const tops = [0]
  for (const item of items) tops.push(tops.at(-1)! + height(item))
  return {
    top: index => tops[index]!,
    below: y => {
      const index = tops.findIndex(top => top > y)
      return index < 0 ? items.length : index
    },
  }
}

/**
 * A list of rows of known height (in rem) that draws only what is near the screen.
 */
export function List<T>(props: {
  items: T[]
  height: number | ((item: T) => number)
  label: string
  children: (item: T) => JSX.Element
}) {
  let box!: HTMLDivElement
  const [view, setView] = createSignal({ top: 0, height: innerHeight })
  const [most, setMost] = createSignal(ROWS_A_FRAME)
  const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize)
  const edges = createMemo(() =>
    typeof props.height === 'number' ? even(props.items.length, props.height) : uneven(props.items, props.height),
  )
  const range = createMemo(
    () => {
      const count = props.items.length
      if (count < WINDOWED_FROM) return [0, Math.min(count, most())] as const
      const { top, height } = view()
      const px = rem() // asked once: it reads the page's style
      const above = Math.max(0, edges().below(top / px) - 1 - BEYOND)
      const first = above - (above % 6)
      return [first, Math.min(count, edges().below((top + height) / px) + BEYOND, first + most())] as const
    },
    undefined,
    { equals: (a, b) => a[0] === b[0] && a[1] === b[1] },
  )
  let gone = false
  const drawOn = async () => {
    while (!gone && most() < Math.min(WINDOWED_FROM, props.items.length)) {
      await painted()
      setMost(most() + ROWS_A_FRAME)
    }
    setMost(Infinity)
  }
  onCleanup(() => (gone = true))
  onMount(() => {
    void drawOn()
    const scroller = box.closest<HTMLElement>('.scroll')
    if (!scroller) return
    const look = () => setView({ top: scroller.scrollTop - box.offsetTop, height: scroller.clientHeight })
    scroller.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(scroller)
    onCleanup(() => (scroller.removeEventListener('scroll', look), observer.disconnect()))
  })
  return (
    <div
      class="list"
      role="list"
      aria-label={props.label}
      ref={box}
      style={{
        'padding-block-start': `${edges().top(range()[0])}rem`,
        'padding-block-end': `${edges().top(props.items.length) - edges().top(range()[1])}rem`,
      }}
    >
      <For each={props.items.slice(range()[0], range()[1])}>{props.children}</For>
    </div>
  )
}
