import { createSignal, For } from 'solid-js'
import type { ChatEvent, ReportReason } from '@plaza/contract'
import { REPORT_NOTE_LENGTH_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { openDialog } from '../host/dialog.tsx'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Button, Field } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { nameOf } from '../ui/names.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import '../styles/me.css'
import '../styles/report.css'

const REASONS: readonly ReportReason[] = [
  'spam',
  'fraud',
  'harassment',
  'hate',
  'violence',
  'sexual',
  'minors',
  'other',
]

/** Brings a person, or one of their messages, to the city's office. */
export async function reportTo(about: string, event?: ChatEvent): Promise<void> {
  await openDialog<true>(done => <ReportSheet about={about} event={event} onDone={done} />)
}

function ReportSheet(props: { about: string; event: ChatEvent | undefined; onDone: (sent: true | undefined) => void }) {
  const id = uuidv7()
  const [reason, setReason] = createSignal<ReportReason>()
  const [note, setNote] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  let sent = false
  const send = async (form: HTMLFormElement) => {
    const chosen = reason()
    if (!chosen) return
    setBusy(true)
    const place = props.event ? { c: props.event.c, q: props.event.q } : {}
    sent = await tried(() =>
      call('POST /reports', { id, about: props.about, reason: chosen, note: note().trim(), ...place }),
    )
    setBusy(false)
    if (!sent) return
    toast(t('report.sent'))
    closestDialog(form)?.close()
  }
  return (
    <Sheet title={t('report.title', { name: nameOf(props.about) })} onClose={() => props.onDone(sent || undefined)}>
      <form class="form" onSubmit={event => (event.preventDefault(), void send(event.currentTarget))}>
        <p class="note report-note">{t(props.event ? 'report.text.message' : 'report.text.person')}</p>
        <div class="group-box" role="radiogroup" aria-label={t('report.reason')}>
          <For each={REASONS}>
            {one => (
              <button
                type="button"
                class="cell"
                role="radio"
                aria-checked={reason() === one}
                onClick={() => setReason(one)}
              >
                <span class="cell-text">
                  <span class="cell-title">{t(`report.reason.${one}`)}</span>
                </span>
                <span class="tick" classList={{ on: reason() === one }}>
                  <Icon name="check" />
                </span>
              </button>
            )}
          </For>
        </div>
        <Field label={t('report.note')} value={note()} onInput={setNote} maxlength={REPORT_NOTE_LENGTH_MAX} multiline />
        <Button type="submit" kind="danger" busy={busy()} disabled={reason() === undefined}>
          {t('report.send')}
        </Button>
      </form>
    </Sheet>
  )
}
