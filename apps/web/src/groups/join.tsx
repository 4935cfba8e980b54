import { createSignal, Match, Show, Switch } from 'solid-js'
import { JOIN_REASON_LENGTH_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { keepRow, openChat, tried } from '../screens/open.ts'
import { Face } from '../ui/avatar.tsx'
import { Button, Empty, Field, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { ToChats } from '../ui/to-chats.tsx'
import '../styles/codes.css'
import '../styles/groups.css'

/** What a group's code invites to. Where admins approve whoever comes, one says why, and waits. */
export function JoinGroup(props: { code: string }) {
  const invite = load(
    () => props.code,
    () => call('GET /invites/:code', { code: props.code }),
  )
  const [reason, setReason] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const join = async () => {
    setBusy(true)
    await tried(async () => {
      const why = reason().trim() ? { reason: reason().trim() } : {}
      const { row } = await call('POST /invites/:code/join', { code: props.code, ...why })
      if (!row) return invite.again()
      keepRow(row)
      openChat(row.c)
    })
    setBusy(false)
  }
  return (
    <Page title={t('join.title')}>
      <Switch fallback={<Skeleton rows={3} />}>
        <Match when={invite.code()}>
          <Empty icon="group" title={t('code.dead')} text={refusal(invite.code()!)}>
            <ToChats />
          </Empty>
        </Match>
        <Match when={invite.data()}>
          {reply => (
            <div class="ask">
              <span class="avatar xl">
                <Face id={reply().conversation} name={reply().title ?? t('chat.group')} />
              </span>
              <h2>{reply().title ?? t('chat.group')}</h2>
              <p>{t('group.members', { count: reply().size })}</p>
              <p>{t('join.by', { name: reply().by.name })}</p>
              <Switch>
                <Match when={reply().member}>
                  <Button kind="primary" icon="chats" onClick={() => openChat(reply().conversation)}>
                    {t('join.open')}
                  </Button>
                </Match>
                <Match when={reply().waiting}>
                  <p role="status">{t('join.waiting')}</p>
                </Match>
                <Match when={true}>
                  <Show when={reply().approval}>
                    <div class="join-reason">
                      <Field
                        label={t('join.reason')}
                        hint={t('join.reason.hint')}
                        value={reason()}
                        onInput={setReason}
                        maxlength={JOIN_REASON_LENGTH_MAX}
                      />
                    </div>
                  </Show>
                  <Button kind="primary" icon="group" busy={busy()} onClick={() => void join()}>
                    {t(reply().approval ? 'join.ask' : 'join.do')}
                  </Button>
                </Match>
              </Switch>
            </div>
          )}
        </Match>
      </Switch>
    </Page>
  )
}
