import { createSignal, For } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { Button, Group, Switch } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { Asker } from './consent.tsx'
import { openDialog } from './dialog.tsx'
import type { Program } from './program.ts'
import '../styles/programs.css'

interface Offered {
  readonly id: string
  readonly title: string
  readonly fields: readonly string[]
}

/** Asks which messages the citizen wants, once each. Answers by template what they said, in the words of the format. */
export async function askToSubscribe(program: Program, ids: string[]): Promise<Record<string, string>> {
  const { appId } = program
  const { templates } = await call('GET /programs/:appId/templates', { appId, ids })
  const answers = Object.fromEntries(ids.map(id => [id, 'reject']))
  if (templates.length === 0) return answers
  const accept = await openDialog<string[]>(done => (
    <SubscribeSheet program={program} offered={templates} onDone={done} />
  ))
  if (!accept || accept.length === 0) return answers
  await call('POST /programs/:appId/subscriptions', { appId, accept })
  return { ...answers, ...Object.fromEntries(accept.map(id => [id, 'accept'])) }
}

function SubscribeSheet(props: { program: Program; offered: Offered[]; onDone: (accept?: string[]) => void }) {
  let box!: HTMLDivElement
  let accepted: string[] | undefined
  const [chosen, setChosen] = createSignal(new Set(props.offered.map(one => one.id)))
  const change = (id: string, on: boolean) => {
    const next = new Set(chosen())
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const close = (accept?: string[]) => {
    accepted = accept
    closestDialog(box)?.close()
  }
  return (
    <Sheet title={t('program.subscribe.title')} onClose={() => props.onDone(accepted)}>
      <div class="consent" ref={box}>
        <Asker program={props.program} />
        <Group note={t('program.subscribe.note')}>
          <For each={props.offered}>
            {one => (
              <Switch
                label={one.title}
                hint={one.fields.join(' · ')}
                on={chosen().has(one.id)}
                onChange={on => change(one.id, on)}
              />
            )}
          </For>
        </Group>
        <div class="consent-choices">
          <Button kind="primary" disabled={chosen().size === 0} onClick={() => close([...chosen()])}>
            {t('program.subscribe.always')}
          </Button>
          <Button kind="quiet" onClick={() => close()}>
            {t('program.consent.no')}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
