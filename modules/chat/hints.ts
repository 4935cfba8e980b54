import { perCity, type City } from '@plaza/house'
import { HINTS_MAX, HINT_PAUSE_MS } from './limits.ts'

/** The bus subject of conversations that moved: for whoever reads all of them. A hint, gathered over a moment. */
const MOVED_SUBJECT = 'chat.moved'

const gathered = perCity(city => {
  const convs = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const tell = () => {
    timer = undefined
    city.bus.publish(MOVED_SUBJECT, { convs: [...convs] })
    convs.clear()
  }
  city.onStop(() => {
    stopped = true
    clearTimeout(timer)
  })
  return (conv: string) => {
    if (stopped) return
    if (convs.size < HINTS_MAX) convs.add(conv)
    timer ??= setTimeout(tell, HINT_PAUSE_MS)
  }
})

/** Says that something was committed in a conversation. */
export function hintMoved(city: City, conv: string): void {
  gathered(city)(conv)
}

/** Hears which conversations moved, in any process; never to be relied on. */
export function whenMoved(city: City, hear: (convs: readonly string[]) => void): void {
  const subscription = city.bus.subscribe(MOVED_SUBJECT, message => hear((message as { convs: string[] }).convs))
  city.onStop(() => subscription.unsubscribe())
}
