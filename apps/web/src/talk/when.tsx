import { SCHEDULE_AHEAD_MAX_MS } from '@plaza/contract/limits'
import { createSignal, createUniqueId, For } from 'solid-js'
import { lineTime } from '../engine/time.ts'
import { language, t, type Key } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import '../styles/talk.css'

const HOUR_MS = 3_600_000
const EVENING = 20
const MORNING = 9

/** Times that people mean, on this device's clock, those that are still to come. */
export function usualTimes(now: number): { key: Key; at: number }[] {
  const on = (days: number, hour: number) => {
    const day = new Date(now)
    return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hour).getTime()
  }
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7
  return [
    { key: 'talk.when.hour' as const, at: now + HOUR_MS },
    { key: 'talk.when.evening' as const, at: on(0, EVENING) },
    { key: 'talk.when.tomorrow' as const, at: on(1, MORNING) },
    { key: 'talk.when.monday' as const, at: on(toMonday, MORNING) },
  ].filter(({ at }) => at > now)
}

/** As `datetime-local` writes an instant: by this device's clock, to the minute. */
export function localMinute(at: number): string {
  const day = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${two(day.getHours())}:${two(day.getMinutes())}`
}

/** Asks for a time to come: one that people mean, or any within a year. */
export function WhenSheet(props: { title: string; ok: string; onDone: (at?: number) => void }) {
  const now = Date.now()
  const id = createUniqueId()
  let box!: HTMLDivElement
  let answer: number | undefined
  const [own, setOwn] = createSignal(localMinute(now + HOUR_MS))
  const at = () => new Date(own()).getTime()
  const close = (when: number) => {
    answer = when
    closestDialog(box)?.close()
  }
  return (
    <Sheet title={props.title} onClose={() => props.onDone(answer)}>
      <div ref={box}>
        <div class="group-box when">
          <For each={usualTimes(now)}>
            {one => (
              <button type="button" class="cell" onClick={() => close(one.at)}>
                <span class="cell-text">
                  <span class="cell-title">{t(one.key)}</span>
                </span>
                <span class="cell-value">{lineTime(one.at, now, language())}</span>
              </button>
            )}
          </For>
        </div>
        <form
          class="form"
          onSubmit={event => {
            event.preventDefault()
            if (at() > Date.now()) close(at())
          }}
        >
          <div class="field">
            <label for={id}>{t('talk.when.own')}</label>
            <div class="field-box">
              <input
                id={id}
                type="datetime-local"
                required
                value={own()}
                min={localMinute(now)}
                max={localMinute(now + SCHEDULE_AHEAD_MAX_MS)}
                onInput={event => setOwn(event.currentTarget.value)}
              />
            </div>
          </div>
          <Button type="submit" kind="primary">
            {props.ok}
          </Button>
        </form>
      </div>
    </Sheet>
  )
}
