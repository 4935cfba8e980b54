import type { Broadcast } from '@plaza/contract'
import { BROADCAST_TEXT_LENGTH_MAX, BROADCAST_TITLE_LENGTH_MAX, PROGRAM_PATH_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { NoticeText } from '../programs/notice-card.tsx'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Empty, Field, Group } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { MakerPage, type Desk } from './parts.tsx'
import '../styles/account-menu.css'

/** What a program tells its followers: what it told, how often it still may, and a new one. */
export function Broadcasts(props: Desk) {
  const [writing, setWriting] = createSignal(false)
  const loaded = loadShown(() => call('GET /programs/:appId/broadcasts', { appId: props.program.appId }))
  return (
    <MakerPage program={props.program} title={t('broadcasts.title')}>
      <Answer loaded={loaded}>
        {data => (
          <>
            <Group note={t('broadcasts.note')}>
              <Cell icon="contacts" tint="#07803f" title={t('broadcasts.followers')} value={data().followers} />
              <Cell icon="clock" tint="#85610a" title={t('broadcasts.left')} value={data().left} />
            </Group>
            <div class="big-action">
              <Button
                kind="primary"
                icon="edit"
                disabled={data().left === 0 || !props.program.released}
                onClick={() => setWriting(true)}
              >
                {t('broadcasts.write')}
              </Button>
              <Show when={!props.program.released}>
                <p class="note">{t('broadcasts.unreleased')}</p>
              </Show>
            </div>
            <Show
              when={data().broadcasts.length > 0}
              fallback={<Empty icon="mail" title={t('broadcasts.none')} text={t('broadcasts.none.text')} />}
            >
              <Group title={t('broadcasts.told')}>
                <For each={data().broadcasts}>{one => <Told one={one} />}</For>
              </Group>
            </Show>
            <Show when={writing()}>
              <Write
                {...props}
                followers={data().followers}
                left={data().left}
                onClose={() => setWriting(false)}
                onSent={() => void loaded.again()}
              />
            </Show>
          </>
        )}
      </Answer>
    </MakerPage>
  )
}

const Told = (props: { one: Broadcast }) => (
  <Cell
    icon="mail"
    tint="#1667c0"
    title={props.one.title}
    note={`${fullTime(props.one.at, language())} · ${t(`broadcasts.state.${props.one.state}`, { count: props.one.told })}`}
  />
)

/** Title, words and the page that they lead to, as followers will see them. What was sent stays sent, so it asks once more. */
function Write(props: Desk & { followers: number; left: number; onClose: () => void; onSent: () => void }) {
  const id = uuidv7()
  const [title, setTitle] = createSignal('')
  const [text, setText] = createSignal('')
  const [page, setPage] = createSignal(props.program.profile.pages[0]?.path ?? '')
  const facts = () => {
    const { names, icon } = props.program.profile
    const rows: [string, string][] = [['', text().trim() || t('broadcasts.text')]]
    const head = { appId: props.program.appId, names, page: page(), rows }
    return { ...head, title: title().trim() || t('broadcasts.name'), ...(icon ? { icon } : {}) }
  }
  const send = async () => {
    const sure = {
      title: t('broadcasts.sure', { count: props.followers }),
      text: t('broadcasts.sure.text', { left: props.left - 1 }),
      ok: t('broadcasts.send'),
    }
    if (!(await confirm(sure))) return false
    const said = { title: title().trim(), text: text().trim(), page: page().trim().replace(/^\/+/, '') }
    await call('POST /programs/:appId/broadcasts', { appId: props.program.appId, id, ...said })
    toast(t('broadcasts.sent'))
    props.onSent()
    return true
  }
  return (
    <FormSheet title={t('broadcasts.write')} submit={t('broadcasts.send')} onSubmit={send} onClose={props.onClose}>
      <Field
        label={t('broadcasts.name')}
        value={title()}
        onInput={setTitle}
        maxlength={BROADCAST_TITLE_LENGTH_MAX}
        required
        autofocus
      />
      <Field
        label={t('broadcasts.text')}
        value={text()}
        onInput={setText}
        maxlength={BROADCAST_TEXT_LENGTH_MAX}
        multiline
        required
      />
      <Field
        label={t('broadcasts.page')}
        hint={t('broadcasts.page.hint')}
        value={page()}
        onInput={setPage}
        maxlength={PROGRAM_PATH_LENGTH_MAX}
        required
      />
      <figure class="phone-preview" aria-label={t('broadcasts.preview')}>
        <p>{t('broadcasts.preview')}</p>
        <div class="program-share notice broadcast-preview">
          <NoticeText facts={facts()} />
        </div>
      </figure>
    </FormSheet>
  )
}
