import type { Api, Merchant } from '@plaza/contract'
import { WEBHOOK_URL_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Field, Group, Switch } from '../ui/controls.tsx'
import { confirm, Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { FreshSheet, type Fresh } from './fresh.tsx'
import { NewsLog } from './news.tsx'
import { DeskPage, loadOfShop } from './parts.tsx'
import { isOwner, modeOf } from './state.ts'

type Webhook = Api['GET /merchants/:id/webhook']['reply']
const AT_URL = ['webhook_refused', 'bad_input']

/** The server that hears of a shop's payments and refunds in the open form, and what it was told. */
export function Webhook(props: { shop: Merchant }) {
  const [changing, setChanging] = createSignal(false)
  const [fresh, setFresh] = createSignal<Fresh>()
  const [turn, setTurn] = createSignal(0)
  const of = () => ({ id: props.shop.id, mode: modeOf(props.shop.id) })
  const loaded = loadOfShop(
    () => props.shop.id,
    input => call('GET /merchants/:id/webhook', input),
  )
  const tryIt = async () => {
    if (!(await tried(() => call('POST /merchants/:id/webhook/test', of())))) return
    toast(t('webhook.tested'))
    setTurn(turn() + 1)
  }
  const drop = async () => {
    const sure = { title: t('webhook.drop.sure'), text: t('webhook.drop.text'), ok: t('webhook.drop'), danger: true }
    if (await confirm(sure)) await tried(() => call('DELETE /merchants/:id/webhook', of()))
    await loaded.again()
  }
  const probe = async (on: boolean) => {
    await tried(() => call('PUT /merchants/:id/probe', { ...of(), on }))
    await loaded.again()
  }
  return (
    <DeskPage shop={props.shop} title={t('webhook.title')}>
      <Answer loaded={loaded} rows={3}>
        {data => (
          <>
            <Server
              webhook={data().webhook}
              owner={isOwner(props.shop)}
              onChange={() => setChanging(true)}
              onTry={() => void tryIt()}
              onDrop={() => void drop()}
            />
            <Show when={isOwner(props.shop)}>
              <Group>
                <Switch
                  label={t('webhook.probe')}
                  hint={probeWords(data().probe)}
                  on={data().probe !== undefined}
                  onChange={on => void probe(on)}
                />
              </Group>
            </Show>
            <NewsLog shop={props.shop} turn={turn()} />
          </>
        )}
      </Answer>
      <Show when={changing()}>
        <UrlSheet
          url={loaded.data()?.webhook?.url ?? ''}
          onClose={() => setChanging(false)}
          onUrl={async url => {
            const { secret } = await call('PUT /merchants/:id/webhook', { ...of(), url })
            setChanging(false)
            setFresh({
              title: t('webhook.fresh'),
              text: t('webhook.fresh.text'),
              parts: [{ label: t('webhook.secret'), value: secret }],
            })
            await loaded.again()
          }}
        />
      </Show>
      <Show when={fresh()} keyed>
        {shown => <FreshSheet fresh={shown} onClose={() => setFresh(undefined)} />}
      </Show>
    </DeskPage>
  )
}

const Server = (props: {
  webhook: Webhook['webhook']
  owner: boolean
  onChange: () => void
  onTry: () => void
  onDrop: () => void
}) => (
  <>
    <Group note={t('webhook.note')}>
      <Show
        when={props.webhook}
        fallback={<Cell icon="link" tint="#56605b" title={t('webhook.none')} note={t('webhook.none.text')} />}
      >
        {one => (
          <Cell
            icon="link"
            tint="#07803f"
            title={<span class="bill-id">{one().url}</span>}
            note={t('webhook.since', { date: fullTime(one().setAt, language()) })}
          />
        )}
      </Show>
    </Group>
    <div class="big-action">
      <Show when={props.webhook}>
        <Button kind="primary" icon="checks" onClick={props.onTry}>
          {t('webhook.test')}
        </Button>
      </Show>
      <Show when={props.owner}>
        <Button kind={props.webhook ? 'plain' : 'primary'} icon="link" onClick={props.onChange}>
          {t(props.webhook ? 'webhook.change' : 'webhook.add')}
        </Button>
        <Show when={props.webhook}>
          <Button kind="quiet" onClick={props.onDrop}>
            {t('webhook.drop')}
          </Button>
        </Show>
      </Show>
    </div>
  </>
)

function probeWords(probe: Webhook['probe']): string {
  if (!probe?.last) return t('webhook.probe.note')
  const date = fullTime(probe.last.at, language())
  return t(probe.last.passed ? 'webhook.probe.passed' : 'webhook.probe.failed', { date })
}

/** Asks where the news are to go; each time there is a new secret. */
function UrlSheet(props: { url: string; onClose: () => void; onUrl: (url: string) => Promise<unknown> }) {
  const [url, setUrl] = createSignal(props.url)
  const attempts = tries()
  return (
    <Sheet title={t('webhook.add')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          void attempts.run(() => props.onUrl(url().trim()))
        }}
      >
        <p class="form-text">{t('webhook.add.text')}</p>
        <Field
          label={t('webhook.url')}
          value={url()}
          hint={t('webhook.url.hint')}
          error={attempts.at(AT_URL)}
          maxlength={WEBHOOK_URL_LENGTH_MAX}
          onInput={setUrl}
          required
          autofocus
        />
        <FormError code={attempts.except(AT_URL)} />
        <Button type="submit" kind="primary" busy={attempts.busy()}>
          {t('webhook.save')}
        </Button>
      </form>
    </Sheet>
  )
}
