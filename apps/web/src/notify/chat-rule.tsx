import { createSignal, For, Show } from 'solid-js'
import type { NotifyRule } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Cell } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import '../styles/me.css'

const RULES: readonly NotifyRule[] = ['all', 'mentions', 'nothing']

/** What of one chat calls me: a line of its details. */
export function ChatRule(props: { c: string }) {
  const all = load(
    () => props.c,
    () => call('GET /notifications'),
  )
  const [open, setOpen] = createSignal(false)
  const rule = () => all.data()?.rules.find(one => one.c === props.c)?.rule ?? 'all'
  const choose = async (next: NotifyRule, box: HTMLElement) => {
    if (await tried(async () => all.set(await call('PUT /notifications/rules/:c', { c: props.c, rule: next }))))
      closestDialog(box)?.close()
  }
  return (
    <>
      <Cell
        title={t('alerts.rule')}
        value={all.data() ? t(`alerts.rule.${rule()}`) : '…'}
        onClick={() => setOpen(all.data() !== undefined)}
      />
      <Show when={open()}>
        <Sheet title={t('alerts.rule')} onClose={() => setOpen(false)}>
          <div class="group-box" role="radiogroup" aria-label={t('alerts.rule')}>
            <For each={RULES}>
              {one => (
                <button
                  type="button"
                  class="cell"
                  role="radio"
                  aria-checked={rule() === one}
                  onClick={event => void choose(one, event.currentTarget)}
                >
                  <span class="cell-text">
                    <span class="cell-title">{t(`alerts.rule.${one}`)}</span>
                  </span>
                  <span class="tick" classList={{ on: rule() === one }}>
                    <Icon name="check" />
                  </span>
                </button>
              )}
            </For>
          </div>
        </Sheet>
      </Show>
    </>
  )
}
