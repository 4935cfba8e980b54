import type { OfficeAct } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Button, Empty } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { Desk, loadDesk, Table } from './parts.tsx'

/** Operators: what operators looked up and did, newest first. */
export function ActsDesk() {
  const loaded = loadDesk(() => call('GET /wallet/office/acts', {}))
  return (
    <Desk title={t('desk.acts')} loaded={loaded}>
      {data => <Acts first={data()} />}
    </Desk>
  )
}

interface Answer {
  acts: OfficeAct[]
  more: boolean
}

function Acts(props: { first: Answer }) {
  const [later, setLater] = createSignal<Answer[]>([])
  const [busy, setBusy] = createSignal(false)
  const rows = () => [props.first, ...later()].flatMap(answer => answer.acts)
  const hasMore = () => (later().at(-1) ?? props.first).more
  const more = async () => {
    const last = rows().at(-1)
    if (!last) return
    setBusy(true)
    await tried(async () => setLater([...later(), await call('GET /wallet/office/acts', { before: last.id })]))
    setBusy(false)
  }
  return (
    <Show when={rows().length > 0} fallback={<Empty icon="check" title={t('desk.acts.none')} />}>
      {/* Nothing in it takes the focus, and it must be scrolled by keyboard too. */}
      <section class="desk-part" tabindex={0} aria-label={t('desk.acts')}>
        <Table
          name={t('desk.acts')}
          heads={[t('desk.when'), t('desk.by'), t('desk.what'), t('desk.person'), t('desk.reason'), t('desk.ref')]}
          rows={rows()}
          cells={act => [
            fullTime(act.at, language()),
            nameOf(act.operator),
            t(`desk.act.${act.what}`),
            act.person ? nameOf(act.person) : '',
            act.reason,
            <code>{act.subject}</code>,
          ]}
        />
        <Show when={hasMore()}>
          <Button busy={busy()} onClick={() => void more()}>
            {t('desk.more')}
          </Button>
        </Show>
      </section>
    </Show>
  )
}
