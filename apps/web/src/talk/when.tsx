import { SCHEDULE_AHEAD_MAX_MS } from '@plaza/contract/limits'
import { createSignal, createUniqueId, For } from 'solid-js'
import { lineTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { HOUR_MS, localMinute, usualTimes } from './times.ts'
import '../styles/talk.css'

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
