import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { openChat, tried } from '../screens/open.ts'
import { Button, Group, Switch } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { store } from '../ui/state.ts'
import { AccountMenu } from './account-menu.tsx'

/** The account of a program: writing to it, and following what it tells. */
export function ProgramAccount(props: { appId: string }) {
  const of = () => ({ appId: props.appId })
  const loaded = load(
    () => props.appId,
    () => call('GET /programs/:appId/service', of()),
  )
  const [opening, setOpening] = createSignal(false)
  const contact = async () => {
    setOpening(true)
    await tried(async () => {
      const { conversation, person } = await call('POST /programs/:appId/contact', of())
      store().setPerson(person)
      openChat(conversation)
    })
    setOpening(false)
  }
  const follow = async (on: boolean, muted = false) => {
    await tried(() => call('PUT /programs/:appId/follow', { ...of(), on, muted }))
    await loaded.again()
  }
  return (
    <Show when={loaded.data()}>
      {service => (
        <>
          <div class="big-action">
            <Button icon="chats" busy={opening()} onClick={() => void contact()}>
              {t('program.contact')}
            </Button>
          </div>
          <Show when={service().menu.length > 0}>
            <AccountMenu appId={props.appId} menu={service().menu} />
          </Show>
          <Group note={t('program.follow.note')}>
            <Switch label={t('program.follow')} on={service().following} onChange={on => void follow(on)} />
            <Show when={service().following}>
              <Switch
                label={t('program.follow.mute')}
                on={service().muted}
                onChange={muted => void follow(true, muted)}
              />
            </Show>
          </Group>
        </>
      )}
    </Show>
  )
}
