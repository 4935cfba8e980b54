import { createSignal, Show } from 'solid-js'
import { INVITE_DAYS } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { CodeCard } from '../screens/codes.tsx'
import { tried } from '../screens/open.ts'
import { rowOf } from '../screens/rows.ts'
import { ChatAvatar } from '../ui/avatar.tsx'
import { Button, Empty } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { titleOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { Chips } from '../ui/paged.tsx'
import { confirm } from '../ui/sheet.tsx'
import '../styles/groups.css'

const DAY_MS = 86_400_000
const DAYS = INVITE_DAYS.map(days => `${days}` as const)
type Days = (typeof DAYS)[number]

/** My link to a group as a QR code: how long it is good for, and its end. */
export function GroupCode(props: { id: string }) {
  const reply = load(
    () => props.id,
    () => call('POST /chats/:id/code', { id: props.id }),
  )
  const [ended, setEnded] = createSignal(false)
  const row = () => rowOf(props.id)
  const approval = () => (row()?.approval ? `${t('code.group.approval')} ` : '')
  const note = () =>
    reply.data() ? approval() + t('code.group.text', { date: fullTime(reply.data()!.expiresAt, language()) }) : ''
  const left = (): Days => {
    const days = ((reply.data()?.expiresAt ?? 0) - Date.now()) / DAY_MS
    return DAYS.find(one => Number(one) >= days) ?? '30'
  }
  const keepFor = (days: Days) =>
    tried(async () =>
      reply.set(
        await call('POST /chats/:id/code', { id: props.id, days: Number(days) as (typeof INVITE_DAYS)[number] }),
      ),
    )
  const end = async () => {
    const question = { title: t('code.group.end.title'), text: t('code.group.end.text'), ok: t('code.group.end') }
    if (!(await confirm({ ...question, danger: true }))) return
    setEnded(await tried(() => call('DELETE /chats/:id/code', { id: props.id })))
  }
  const anew = async () => {
    await reply.again()
    setEnded(false)
  }
  return (
    <Page title={t('code.group')}>
      <Show
        when={!ended()}
        fallback={
          <Empty icon="link" title={t('code.group.ended')} text={t('code.group.ended.text')}>
            <Button kind="primary" busy={reply.loading()} onClick={() => void anew()}>
              {t('code.group.new')}
            </Button>
          </Empty>
        }
      >
        <CodeCard
          url={reply.data()?.url}
          error={reply.code()}
          again={() => void reply.again()}
          label={t('code.group')}
          note={note()}
          head={
            <>
              <ChatAvatar c={props.id} size="l" />
              <div>
                <b>{row() ? titleOf(row()!) : ''}</b>
                <span>{t('group.members', { count: row()?.size ?? 0 })}</span>
              </div>
            </>
          }
        >
          <Button icon="trash" disabled={!reply.data()} onClick={() => void end()}>
            {t('code.group.end')}
          </Button>
        </CodeCard>
        <Show when={reply.data()}>
          <div class="code-days">
            <p class="note">{t('code.group.days')}</p>
            <Chips
              label={t('code.group.days')}
              all={DAYS}
              on={left()}
              name={days => t('code.group.days.some', { count: Number(days) })}
              onChoose={days => void keepFor(days)}
            />
          </div>
        </Show>
      </Show>
    </Page>
  )
}
