import type { CheckInReview } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, listOf, t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { reasonOf } from '../wallet/identity.tsx'
import { Desk, ReasonSheet } from './parts.tsx'
import { Queue, QueueCard } from './queue.tsx'

/** Different operators who must approve. */
const APPROVALS_NEEDED = 2

/** Operators: checks of identity that no machine decided. */
export function ChecksDesk() {
  const loaded = load(
    () => 0,
    () => call('GET /wallet/office/checks'),
  )
  const [asked, setAsked] = createSignal<{ check: CheckInReview; approve: boolean }>()
  return (
    <Desk title={t('desk.checks')} loaded={loaded}>
      {data => (
        <>
          <Queue
            items={data().checks}
            empty={{ icon: 'shield', title: t('desk.checks.none'), text: t('desk.checks.none.text') }}
          >
            {check => <CheckCard check={check} onDecide={approve => setAsked({ check, approve })} />}
          </Queue>
          <Show when={asked()} keyed>
            {({ check, approve }) => (
              <ReasonSheet
                title={t(approve ? 'desk.check.approve' : 'desk.check.reject', { name: nameOf(check.person) })}
                text={t(approve ? 'desk.check.approve.text' : 'desk.check.reject.text')}
                ok={t(approve ? 'desk.approve' : 'desk.reject')}
                danger={!approve}
                onClose={() => setAsked(undefined)}
                onReason={async ({ reason }) => {
                  await call('POST /wallet/office/checks/:id', { id: check.id, approve, reason })
                  toast(t(approve ? 'desk.approved.now' : 'desk.rejected.now'))
                  await loaded.again()
                }}
              />
            )}
          </Show>
        </>
      )}
    </Desk>
  )
}

function CheckCard(props: { check: CheckInReview; onDecide: (approve: boolean) => void }) {
  const mayDecide = () => ![props.check.person, ...props.check.approvedBy].includes(store().myId)
  return (
    <QueueCard
      start={<Avatar person={props.check.person} />}
      title={nameOf(props.check.person)}
      note={t('desk.check.for', { tier: props.check.tier, date: fullTime(props.check.createdAt, language()) })}
      mine={mayDecide()}
      onDecide={props.onDecide}
    >
      <p>{props.check.reasons.map(reasonOf).join(' ')}</p>
      <p class="cell-note">
        {t('desk.check.approvals', { count: props.check.approvals, of: APPROVALS_NEEDED })}
        <Show when={props.check.approvedBy.length > 0}>{` · ${listOf(props.check.approvedBy.map(nameOf))}`}</Show>
      </p>
    </QueueCard>
  )
}
