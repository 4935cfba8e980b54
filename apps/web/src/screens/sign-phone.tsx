import { createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { PersonCard } from '@plaza/contract'
import { call, codeOf } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { Face } from '../ui/avatar.tsx'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { Qr } from '../ui/qr.tsx'
import { sessions } from '../ui/state.ts'
import { deviceName } from './device.ts'

type Link =
  | { s: 'making' }
  | { s: 'shown'; url: string }
  | { s: 'scanned'; by: PersonCard | undefined }
  | { s: 'ended'; code: string }

const AGAIN_MS = 1_500

/** Signs this computer in by the phone: shows a code and waits for what the phone says. */
export function PhoneSignIn() {
  const [link, setLink] = createSignal<Link>({ s: 'making' })
  const stop = new AbortController()
  const begin = async () => {
    setLink({ s: 'making' })
    try {
      const { id, secret, url } = await call('POST /identity/links', { deviceName: deviceName() })
      setLink({ s: 'shown', url })
      let seen = 'waiting'
      while (!stop.signal.aborted) {
        const reply = await call('POST /identity/links/:id/poll', { id, secret, seen }, stop.signal).catch(
          async (error: unknown) => {
            if (codeOf(error) !== 'offline') throw error
            await new Promise(done => setTimeout(done, AGAIN_MS))
            return undefined
          },
        )
        if (reply?.session) return await sessions.signedIn(reply.session)
        if (reply?.state === 'refused') return setLink({ s: 'ended', code: 'refused' })
        if (reply?.state === 'scanned') setLink({ s: 'scanned', by: reply.by })
        if (reply && reply.state === seen) await new Promise(done => setTimeout(done, 300))
        seen = reply?.state ?? seen
      }
    } catch (error) {
      setLink({ s: 'ended', code: codeOf(error) })
    }
  }
  onMount(() => void begin())
  onCleanup(() => stop.abort())
  const shown = () => (link() as { url?: string }).url
  return (
    <div class="form phone-sign-in">
      <h1>{t('sign_in.phone')}</h1>
      <Switch>
        <Match when={link().s === 'making'}>
          <div class="qr-frame">
            <i class="spinner" />
          </div>
        </Match>
        <Match when={shown()}>
          {url => (
            <>
              <div class="qr-frame">
                <Qr text={url()} label={t('sign_in.phone')} />
              </div>
              <ol class="steps">
                <li>{t('sign_in.phone.1')}</li>
                <li>{t('sign_in.phone.2')}</li>
                <li>{t('sign_in.phone.3')}</li>
              </ol>
            </>
          )}
        </Match>
        <Match when={link().s === 'scanned'}>
          <Scanned by={(link() as { by?: PersonCard }).by} />
        </Match>
        <Match when={link().s === 'ended'}>
          <div class="qr-frame ended">
            <Icon name="clock" />
            <p>
              {(link() as { code: string }).code === 'refused'
                ? t('sign_in.phone.refused')
                : refusal((link() as { code: string }).code)}
            </p>
            <Button kind="primary" icon="refresh" onClick={() => void begin()}>
              {t('sign_in.phone.again')}
            </Button>
          </div>
        </Match>
      </Switch>
    </div>
  )
}

const Scanned = (props: { by: PersonCard | undefined }) => (
  <div class="qr-frame ended">
    <Show when={props.by}>
      {card => (
        <>
          <span class="avatar xl">
            <Face id={card().id} name={card().name} picture={card().avatar} />
          </span>
          <b>{card().name}</b>
        </>
      )}
    </Show>
    <p>{t('sign_in.phone.confirm')}</p>
  </div>
)
