import { Match, Switch, type JSX } from 'solid-js'
import { call } from '../engine/api.ts'
import { clockTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { push } from '../router.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { Qr } from '../ui/qr.tsx'
import { store, watch } from '../ui/state.ts'
import { LetIn } from './let-in.tsx'
import { tried } from './open.ts'
import { savePicture } from './picture.ts'
import '../styles/codes.css'

/** A code on a card, with the ways to pass it on. */
export function CodeCard(props: {
  url: string | undefined
  head: JSX.Element
  label: string
  note: string
  error: string | undefined
  again: () => void
  children?: JSX.Element
}) {
  let card!: HTMLDivElement
  const share = async () => {
    const url = props.url!
    if (navigator.share) await navigator.share({ title: props.label, url }).catch(() => {})
    else await copyText(url)
  }
  return (
    <div class="code">
      <div class="code-card" ref={card}>
        <div class="code-head">{props.head}</div>
        <div class="code-box">
          <Switch fallback={<i class="spinner" />}>
            <Match when={props.error}>
              <div class="code-error">
                <p>{refusal(props.error!)}</p>
                <Button icon="retry" onClick={props.again}>
                  {t('retry')}
                </Button>
              </div>
            </Match>
            <Match when={props.url}>{url => <Qr text={url()} label={props.label} />}</Match>
          </Switch>
        </div>
        <p class="code-note">{props.note}</p>
      </div>
      <div class="code-actions">
        <Button icon="share" disabled={!props.url} onClick={() => void share()}>
          {t('share')}
        </Button>
        <Button
          icon="download"
          disabled={!props.url}
          onClick={() => void savePicture(card.querySelector('svg.qr')!, 'plaza-code.png')}
        >
          {t('code.save')}
        </Button>
        {props.children}
      </div>
    </div>
  )
}

export function MyCode() {
  const reply = load(
    () => 0,
    () => call('GET /contacts/my-code'),
  )
  const me = () => (watch('me'), store().me.person)
  const renew = async () => {
    if (!(await confirm({ title: t('code.renew.title'), text: t('code.renew.text'), ok: t('code.renew') }))) return
    await tried(async () => reply.set(await call('POST /contacts/my-code/renew')))
  }
  return (
    <Page title={t('code.mine')}>
      <CodeCard
        url={reply.data()?.url}
        error={reply.code()}
        again={() => void reply.again()}
        label={t('code.mine')}
        note={t('code.mine.text')}
        head={
          <>
            <Avatar person={me().id} size="l" />
            <div>
              <b>{me().name}</b>
              <span>@{me().handle}</span>
            </div>
          </>
        }
      >
        <Button icon="refresh" onClick={() => void renew()}>
          {t('code.renew')}
        </Button>
        <Button icon="link" onClick={() => push('/me/code/links')}>
          {t('invite.title')}
        </Button>
      </CodeCard>
    </Page>
  )
}

/** A computer asks to be let in by this phone. */
export function ApproveLink(props: { id: string }) {
  const link = load(
    () => props.id,
    () => call('POST /identity/links/:id/scan', { id: props.id }),
  )
  return (
    <Page title={t('link.title')}>
      <Switch fallback={<Skeleton rows={3} />}>
        <Match when={link.code()}>
          <Empty icon="laptop" title={t('code.dead')} text={refusal(link.code()!)} />
        </Match>
        <Match when={link.data()}>
          {reply => (
            <LetIn
              device={reply().deviceName}
              approved={t('link.approved')}
              answer={approve => call('POST /identity/links/:id/answer', { id: props.id, approve })}
            >
              <p>{t('link.text', { time: clockTime(reply().createdAt, language()) })}</p>
            </LetIn>
          )}
        </Match>
      </Switch>
    </Page>
  )
}
