import { createSignal, onCleanup, Show } from 'solid-js'
import type { Api } from '@plaza/contract'
import { HANDLE_LENGTH_MAX, NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { call, codeOf } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { openFromRoot, push } from '../router.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Cell, Field, Group } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { openMenu } from '../ui/menu.tsx'
import { TabCell } from '../ui/page-cell.tsx'
import { Page } from '../ui/page.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { client, sessions, store, watch } from '../ui/state.ts'
import { openDirect, tried } from './open.ts'
import { choosePicture, storeAvatar } from './picture.ts'
import { handleOf } from './sign-form.tsx'
import '../styles/me.css'

const me = () => (watch('me'), store().me)

/** The third tab: what there is in the city. */
export const Discover = () => (
  <Page title={t('tab.discover')}>
    <Group>
      <TabCell to="/scan" icon="scan" tint="#1667c0" title={t('scan.title')} note={t('scan.note')} />
      <TabCell to="/discover/nearby" icon="place" tint="#07803f" title={t('around.title')} note={t('around.cell')} />
    </Group>
    <Group note={t('discover.note')}>
      <TabCell to="/programs" icon="apps" tint="#6b4fd3" title={t('programs.title')} note={t('programs.note')} />
    </Group>
  </Page>
)

/** The fourth tab: myself. */
export function MePage() {
  return (
    <Page title={t('tab.me')}>
      <div class="me-card">
        <button type="button" class="me-who" onClick={() => openFromRoot('/me/profile')}>
          <Avatar person={store().myId} size="xl" />
          <span class="cell-text">
            <b class="person-name">{me().person.name}</b>
            <span class="cell-note">@{me().person.handle}</span>
            <Show when={me().region}>
              <span class="cell-note">{me().region}</span>
            </Show>
          </span>
        </button>
        <button
          type="button"
          class="me-code"
          aria-label={t('code.mine')}
          title={t('code.mine')}
          onClick={() => openFromRoot('/me/code')}
        >
          <Icon name="qr" />
        </button>
      </div>
      <Group>
        <TabCell to="/me/wallet" icon="wallet" tint="#07803f" title={t('wallet.title')} note={t('wallet.note')} />
        <TabCell to="/me/shops" icon="store" tint="#b14a17" title={t('shops.title')} note={t('shops.cell')} />
        <TabCell to="/me/makers" icon="laptop" tint="#6b4fd3" title={t('makers.title')} note={t('makers.cell')} />
      </Group>
      <Group>
        <Cell
          icon="inbox"
          tint="#85610a"
          title={t('chat.self')}
          note={t('me.self.note')}
          onClick={() => void openDirect(store().myId)}
        />
        <TabCell
          to="/me/favourites"
          icon="star"
          tint="#b14a17"
          title={t('talk.favourites')}
          note={t('talk.favourites.cell')}
        />
        <TabCell
          to="/me/reminders"
          icon="clock"
          tint="#1667c0"
          title={t('talk.reminders')}
          note={t('talk.reminders.cell')}
        />
        <TabCell to="/me/settings" icon="settings" tint="#56605b" title={t('settings.title')} />
        <Show when={me().person.kind === 'operator'}>
          <TabCell to="/operator" icon="shield" tint="#1667c0" title={t('desk.title')} note={t('desk.me')} />
          <TabCell
            to="/operator/carrier"
            icon="mail"
            tint="#6b4fd3"
            title={t('carrier.title')}
            note={t('carrier.note')}
          />
        </Show>
      </Group>
    </Page>
  )
}

type Change = Api['PATCH /identity/me']['input']

async function changeMe(change: Change): Promise<void> {
  sessions.keepMe(await call('PATCH /identity/me', change))
  client().tellTabs({ t: 'me' })
}

type Editable = 'name' | 'handle' | 'region'

/** Who I am to others. */
export function Profile() {
  const [editing, setEditing] = createSignal<Editable | undefined>()
  const [busy, setBusy] = createSignal(false)
  const picture = async () => {
    const file = await choosePicture()
    if (!file) return
    setBusy(true)
    await tried(async () => changeMe({ avatar: await storeAvatar(file) }))
    setBusy(false)
  }
  const onPicture = (event: MouseEvent) => {
    if (!me().person.avatar) return void picture()
    openMenu(event.currentTarget as Element, [
      { label: t('profile.picture.choose'), icon: 'image', run: () => void picture() },
      {
        label: t('profile.picture.remove'),
        icon: 'trash',
        run: () => void tried(() => changeMe({ avatar: null })),
        danger: true,
      },
    ])
  }
  return (
    <Page title={t('me.profile')}>
      <div class="profile-picture">
        <button type="button" aria-label={t('profile.picture')} aria-busy={busy()} onClick={onPicture}>
          <Avatar person={store().myId} size="xl" />
          <span class="camera">
            <Show when={!busy()} fallback={<i class="spinner" />}>
              <Icon name="camera" />
            </Show>
          </span>
        </button>
      </div>
      <Group>
        <Cell title={t('name')} value={me().person.name} onClick={() => setEditing('name')} />
        <Cell title={t('handle')} value={`@${me().person.handle}`} onClick={() => setEditing('handle')} />
        <Cell title={t('region')} value={me().region || t('none')} onClick={() => setEditing('region')} />
      </Group>
      <Group>
        <Cell icon="qr" title={t('code.mine')} onClick={() => push('/me/code')} />
      </Group>
      <Show when={editing()} keyed>
        {field => <EditField field={field} onClose={() => setEditing(undefined)} />}
      </Show>
    </Page>
  )
}

function EditField(props: { field: Editable; onClose: () => void }) {
  const start = { name: me().person.name, handle: me().person.handle, region: me().region ?? '' }[props.field]
  const [value, setValue] = createSignal(start)
  const [code, setCode] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  onCleanup(() => setBusy(false))
  const save = async (form: HTMLFormElement) => {
    setBusy(true)
    setCode('')
    try {
      await changeMe({ [props.field]: props.field === 'handle' ? handleOf(value()) : value().trim() })
      closestDialog(form)?.close()
    } catch (error) {
      setCode(codeOf(error))
    }
    setBusy(false)
  }
  return (
    <Sheet title={t(props.field)} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          void save(event.currentTarget)
        }}
      >
        <Field
          label={t(props.field)}
          value={value()}
          onInput={setValue}
          maxlength={props.field === 'handle' ? HANDLE_LENGTH_MAX : NAME_LENGTH_MAX}
          error={code() ? refusal(code()) : undefined}
          {...(props.field === 'handle' ? { hint: t('handle.hint'), prefix: '@' } : {})}
          required={props.field !== 'region'}
          autofocus
        />
        <Button type="submit" kind="primary" busy={busy()}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}
