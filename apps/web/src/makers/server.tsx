import type { ProgramPush } from '@plaza/contract'
import { PUSH_TOKEN_LENGTH_MAX, PUSH_URL_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { FreshSheet, type Fresh } from '../shops/fresh.tsx'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Choice } from '../ui/choice.tsx'
import { Button, Cell, Field, Group } from '../ui/controls.tsx'
import { confirm, Sheet } from '../ui/sheet.tsx'
import { MakerPage, type Desk } from './parts.tsx'
import { isOwner } from './state.ts'

const FORMS = ['standard', 'json', 'xml'] as const
type Form = (typeof FORMS)[number]
const AT_URL = ['webhook_refused', 'bad_input']

/** The program's own server: the secret that it signs in with, and where it hears what happens. */
export function Server(props: Desk) {
  const [changing, setChanging] = createSignal(false)
  const [fresh, setFresh] = createSignal<Fresh>()
  const of = () => ({ appId: props.program.appId })
  const loaded = loadShown(() => call('GET /programs/:appId/push', of()))
  const renew = async () => {
    const sure = { title: t('server.renew.sure'), text: t('server.renew.text'), ok: t('server.renew'), danger: true }
    if (!(await confirm(sure))) return
    await tried(async () => {
      const { secret } = await call('POST /makers/programs/:appId/secret', of())
      setFresh({
        title: t('made.secret.title'),
        text: t('made.secret.text'),
        parts: [{ label: t('made.secret'), value: secret }],
      })
    })
  }
  const drop = async () => {
    const sure = { title: t('push.drop.sure'), text: t('push.drop.text'), ok: t('push.drop'), danger: true }
    if (await confirm(sure)) await tried(() => call('DELETE /programs/:appId/push', of()))
    await loaded.again()
  }
  const told = async (secret: string | undefined) => {
    await loaded.again()
    if (secret === undefined) return
    setFresh({
      title: t('push.fresh'),
      text: t('push.fresh.text'),
      parts: [{ label: t('push.secret'), value: secret }],
    })
  }
  return (
    <MakerPage program={props.program} title={t('server.title')}>
      <Group title={t('made.secret')} note={t('server.secret.note')}>
        <Cell icon="key" tint="#6b4fd3" title={t('made.appid')} note={<code>{props.program.appId}</code>} />
        <Show when={isOwner(props.program)}>
          <Cell title={t('server.renew')} danger onClick={() => void renew()} />
        </Show>
      </Group>
      <Answer loaded={loaded} rows={2}>
        {data => <Push push={data().push} onChange={() => setChanging(true)} onDrop={() => void drop()} />}
      </Answer>
      <Show when={changing()}>
        <PushSheet
          appId={props.program.appId}
          push={loaded.data()?.push}
          onClose={() => setChanging(false)}
          onSet={secret => void told(secret)}
        />
      </Show>
      <Show when={fresh()} keyed>
        {shown => <FreshSheet fresh={shown} onClose={() => setFresh(undefined)} />}
      </Show>
    </MakerPage>
  )
}

const Push = (props: { push: ProgramPush | undefined; onChange: () => void; onDrop: () => void }) => (
  <Group title={t('push.title')} note={t('push.note')}>
    <Show when={props.push} fallback={<Cell icon="link" tint="#56605b" title={t('push.none')} />}>
      {push => (
        <>
          <Cell
            icon="link"
            tint="#07803f"
            title={<span class="bill-id">{push().url}</span>}
            note={[t(`push.form.${push().form}`), fullTime(push().setAt, language())].join(' · ')}
          />
          <Show when={push().waiting > 0 || push().why}>
            <Cell
              icon="alert"
              tint="#9a5b00"
              title={t('push.waiting', { count: push().waiting })}
              {...(push().why ? { note: <code>{push().why}</code> } : {})}
            />
          </Show>
        </>
      )}
    </Show>
    <Cell icon="edit" title={t(props.push ? 'push.change' : 'push.add')} onClick={props.onChange} />
    <Show when={props.push}>
      <Cell title={t('push.drop')} danger onClick={props.onDrop} />
    </Show>
  </Group>
)

/** Asks where the news are to go and in which form; in the open form there is a new secret each time. */
function PushSheet(props: {
  appId: string
  push: ProgramPush | undefined
  onClose: () => void
  onSet: (secret: string | undefined) => void
}) {
  const [form, setForm] = createSignal<Form>(props.push?.form ?? 'standard')
  const [url, setUrl] = createSignal(props.push?.url ?? '')
  const [token, setToken] = createSignal('')
  const [aesKey, setAesKey] = createSignal('')
  const attempts = tries()
  const isOwn = () => form() === 'standard'
  const save = async () => {
    const { secret } = await call('PUT /programs/:appId/push', {
      appId: props.appId,
      form: form(),
      url: url().trim(),
      ...(isOwn() ? {} : { token: token().trim() }),
      ...(isOwn() || aesKey().trim() === '' ? {} : { aesKey: aesKey().trim() }),
    })
    props.onClose()
    props.onSet(secret)
  }
  return (
    <Sheet title={t('push.title')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          void attempts.run(save)
        }}
      >
        <Choice label={t('push.form')} value={form()} onChange={next => setForm(next as Form)}>
          <For each={FORMS}>{one => <option value={one}>{t(`push.form.${one}`)}</option>}</For>
        </Choice>
        <Field
          label={t('push.url')}
          value={url()}
          error={attempts.at(AT_URL)}
          maxlength={PUSH_URL_LENGTH_MAX}
          onInput={setUrl}
          required
          autofocus
        />
        <Show when={!isOwn()}>
          <Field
            label={t('push.token')}
            hint={t('push.token.hint')}
            value={token()}
            onInput={setToken}
            maxlength={PUSH_TOKEN_LENGTH_MAX}
            required
          />
          <Field label={t('push.aes')} hint={t('push.aes.hint')} value={aesKey()} onInput={setAesKey} maxlength={43} />
        </Show>
        <FormError code={attempts.except(AT_URL)} />
        <Button type="submit" kind="primary" busy={attempts.busy()}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}
