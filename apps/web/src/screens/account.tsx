import { createSignal, For, Show } from 'solid-js'
import type { Device } from '@plaza/contract'
import { PASSKEYS_PER_PERSON_MAX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@plaza/contract/limits'
import { call, codeOf } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime, listTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { push } from '../router.ts'
import { Button, Cell, Empty, Field, Group, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { closestDialog, confirm, Sheet } from '../ui/sheet.tsx'
import { now, sessions, store, watch } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { tried } from './open.ts'
import { addPasskey, passkeysWork } from './passkey.ts'
import { addressOf, CodeField } from './sign-code.tsx'
import { FormError } from './sign-form.tsx'

const me = () => (watch('me'), store().me)
const ADDRESSES = [
  { kind: 'email', icon: 'mail' },
  { kind: 'phone', icon: 'phone' },
] as const

/** The ways into this account. */
export function Account() {
  const [sheet, setSheet] = createSignal<'password' | 'address' | undefined>()
  const close = () => setSheet(undefined)
  const remove = async (id: string, name: string) => {
    if (
      !(await confirm({
        title: t('passkey.remove.title', { name }),
        text: t('passkey.remove.text'),
        ok: t('remove'),
        danger: true,
      }))
    )
      return
    await tried(async () => sessions.keepMe(await call('DELETE /identity/passkeys/:id', { id })))
  }
  const removeAddress = async (kind: 'email' | 'phone', address: string) => {
    const title = t('address.remove.title', { address })
    if (!(await confirm({ title, text: t('address.remove.text'), ok: t('remove'), danger: true }))) return
    await tried(async () => sessions.keepMe(await call('DELETE /identity/addresses/:kind', { kind })))
  }
  return (
    <Page title={t('settings.account')}>
      <Group title={t('account.password')}>
        <Cell
          icon="lock"
          tint="#07803f"
          title={t(me().hasPassword ? 'password.change' : 'password.set')}
          onClick={() => setSheet('password')}
        />
      </Group>
      <Group title={t('account.passkeys')} note={t('account.passkeys.note')}>
        <For each={me().passkeys}>
          {key => (
            <Cell
              icon="fingerprint"
              tint="#6b4fd3"
              title={key.name}
              note={t(key.usedAt ? 'passkey.used' : 'passkey.made', {
                date: fullTime(key.usedAt ?? key.createdAt, language()),
              })}
              end={
                <IconButton
                  icon="trash"
                  label={t('passkey.remove', { name: key.name })}
                  onClick={() => void remove(key.id, key.name)}
                />
              }
            />
          )}
        </For>
        <Show
          when={passkeysWork()}
          fallback={<Cell icon="fingerprint" tint="#56605b" title={t('passkey.unavailable')} />}
        >
          <Show when={me().passkeys.length < PASSKEYS_PER_PERSON_MAX}>
            <Cell
              icon="plus"
              tint="#6b4fd3"
              title={t('passkey.add')}
              onClick={() => void tried(addPasskey).then(ok => ok && toast(t('passkey.added')))}
            />
          </Show>
        </Show>
      </Group>
      <Group title={t('account.addresses')} note={t('account.addresses.note')}>
        <For each={ADDRESSES}>
          {({ kind, icon }) => (
            <Show when={me()[kind]}>
              {address => (
                <Cell
                  icon={icon}
                  tint="#1667c0"
                  title={address()}
                  note={t(`account.${kind}`)}
                  end={
                    <IconButton
                      icon="trash"
                      label={t('address.remove', { address: address() })}
                      onClick={() => void removeAddress(kind, address())}
                    />
                  }
                />
              )}
            </Show>
          )}
        </For>
        <Cell
          icon="plus"
          tint="#1667c0"
          title={t(me().email || me().phone ? 'address.change' : 'address.add')}
          onClick={() => setSheet('address')}
        />
      </Group>
      <Show when={me().person.kind === 'citizen'}>
        <Group note={t('close.note')}>
          <Cell title={t('close.title')} danger onClick={() => push('/me/settings/account/close')} />
        </Group>
      </Show>
      <Show when={sheet() === 'password'}>
        <PasswordSheet onClose={close} />
      </Show>
      <Show when={sheet() === 'address'}>
        <AddressSheet onClose={close} />
      </Show>
    </Page>
  )
}

function PasswordSheet(props: { onClose: () => void }) {
  const [old, setOld] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [code, setCode] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const save = async (form: HTMLFormElement) => {
    setBusy(true)
    setCode('')
    try {
      sessions.keepMe(
        await call('PUT /identity/password', {
          password: password(),
          ...(store().me.hasPassword ? { old: old() } : {}),
        }),
      )
      toast(t('password.saved'))
      closestDialog(form)?.close()
    } catch (error) {
      setCode(codeOf(error))
    }
    setBusy(false)
  }
  return (
    <Sheet title={t(store().me.hasPassword ? 'password.change' : 'password.set')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          void save(event.currentTarget)
        }}
      >
        <Show when={store().me.hasPassword}>
          <Field
            label={t('password.old')}
            type="password"
            value={old()}
            onInput={setOld}
            autocomplete="current-password"
            error={code() === 'wrong_credentials' ? t('password.old_wrong') : undefined}
            required
            autofocus
          />
        </Show>
        <Field
          label={t('password.new')}
          hint={t('password.hint', { min: PASSWORD_LENGTH_MIN })}
          type="password"
          value={password()}
          onInput={setPassword}
          autocomplete="new-password"
          maxlength={PASSWORD_LENGTH_MAX}
          error={code() === 'password_too_weak' ? refusal(code()) : undefined}
          required
        />
        <FormError code={code() === 'wrong_credentials' || code() === 'password_too_weak' ? '' : code()} />
        <Button type="submit" kind="primary" busy={busy()}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}

/** An address is bound by the code that was sent to it. */
function AddressSheet(props: { onClose: () => void }) {
  const [address, setAddress] = createSignal('')
  const [digits, setDigits] = createSignal('')
  const [sent, setSent] = createSignal('')
  const [code, setCode] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const next = async (form: HTMLFormElement) => {
    setBusy(true)
    setCode('')
    try {
      if (sent()) {
        sessions.keepMe(await call('POST /identity/addresses', { codeId: sent(), code: digits().trim() }))
        toast(t('address.saved'))
        closestDialog(form)?.close()
      } else
        setSent(
          (await call('POST /identity/codes', { id: uuidv7(), to: addressOf(address()), language: language() })).id,
        )
    } catch (error) {
      setCode(codeOf(error))
    }
    setBusy(false)
  }
  return (
    <Sheet title={t('address.add')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          void next(event.currentTarget)
        }}
      >
        <Show
          when={sent()}
          fallback={
            <Field
              label={t('code.address')}
              value={address()}
              onInput={setAddress}
              autocomplete="email"
              required
              autofocus
            />
          }
        >
          <p class="form-text">{t('code.sent_to', { address: address() })}</p>
          <CodeField value={digits()} onInput={setDigits} />
        </Show>
        <FormError code={code()} />
        <Button type="submit" kind="primary" busy={busy()}>
          {t(sent() ? 'save' : 'code.send')}
        </Button>
      </form>
    </Sheet>
  )
}

/** Where this account is signed in. */
export function Devices() {
  const reply = load(
    () => watch('devices'),
    () => call('GET /identity/devices'),
  )
  const revoke = async (device: Device) => {
    if (
      !(await confirm({
        title: t('device.revoke.title', { name: device.name }),
        text: t('device.revoke.text'),
        ok: t('device.revoke'),
        danger: true,
      }))
    )
      return
    if (await tried(() => call('DELETE /identity/devices/:id', { id: device.id }))) await reply.again()
  }
  const sorted = () =>
    (reply.data()?.devices ?? []).toSorted((a, b) => Number(b.current) - Number(a.current) || b.usedAt - a.usedAt)
  return (
    <Page title={t('settings.devices')}>
      <Show when={reply.data() || !reply.loading()} fallback={<Skeleton rows={3} />}>
        <Show
          when={sorted().length > 0}
          fallback={
            <Empty icon="wifi" title={t('unloaded')}>
              <Button icon="retry" onClick={() => void reply.again()}>
                {t('retry')}
              </Button>
            </Empty>
          }
        >
          <Group note={t('devices.note')}>
            <For each={sorted()}>
              {device => (
                <Cell
                  start={
                    <span class="cell-icon" style={{ '--c': device.current ? '#07803f' : '#56605b' }}>
                      <Icon
                        name={device.kind === 'linked' || !/iPhone|iPad|Android/.test(device.name) ? 'laptop' : 'phone'}
                      />
                    </span>
                  }
                  title={device.name}
                  note={
                    device.current
                      ? t('device.current')
                      : t('device.used', { date: listTime(device.usedAt, now(), language()) })
                  }
                  end={
                    <Show when={!device.current}>
                      <Button small kind="danger" onClick={() => void revoke(device)}>
                        {t('device.revoke')}
                      </Button>
                    </Show>
                  }
                />
              )}
            </For>
          </Group>
          <Group>
            <Cell icon="laptop" tint="#6b4fd3" title={t('device.type')} onClick={() => push('/device')} />
          </Group>
        </Show>
      </Show>
    </Page>
  )
}
