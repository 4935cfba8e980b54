import type { Api } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button, Empty, Field, Group } from '../ui/controls.tsx'
import { openMenu } from '../ui/menu.tsx'
import { nameOfCard } from '../ui/names.ts'
import { PersonRow } from '../ui/people.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { MakerPage, type Desk } from './parts.tsx'

type Tester = Api['GET /makers/programs/:appId/testers']['reply']['testers'][number]

/** People outside the team who try what it tries: asked by their handle, and let go again. */
export function Testers(props: Desk) {
  const appId = () => props.program.appId
  const loaded = loadShown(() => call('GET /makers/programs/:appId/testers', { appId: appId() }))
  const drop = async ({ person }: Tester) => {
    const sure = { title: t('testers.drop.sure', { name: nameOfCard(person) }), ok: t('testers.drop'), danger: true }
    if (!(await confirm(sure))) return
    await tried(() => call('DELETE /makers/programs/:appId/testers/:person', { appId: appId(), person: person.id }))
    await loaded.again()
  }
  const menu = (row: Element, tester: Tester) =>
    openMenu(row, [{ label: t('testers.drop'), icon: 'minus', danger: true, run: () => void drop(tester) }])
  return (
    <MakerPage program={props.program} title={t('testers.title')}>
      <Answer loaded={loaded}>
        {data => (
          <>
            <Ask appId={appId()} onAsked={() => void loaded.again()} />
            <Show
              when={data().testers.length > 0}
              fallback={<Empty icon="smile" title={t('testers.none')} text={t('testers.none.text')} />}
            >
              <Group
                title={t('testers.count', { count: data().testers.length, most: data().most })}
                note={t('testers.note')}
              >
                <div role="list" aria-label={t('testers.title')}>
                  <For each={data().testers}>{one => <Row tester={one} onMenu={row => menu(row, one)} />}</For>
                </div>
              </Group>
            </Show>
          </>
        )}
      </Answer>
    </MakerPage>
  )
}

/** One of them, whose menu opens beside the line. */
function Row(props: { tester: Tester; onMenu: (row: Element) => void }) {
  let row!: HTMLDivElement
  const { person, invited } = props.tester
  return (
    <div ref={row} role="presentation">
      <PersonRow
        person={person.id}
        name={nameOfCard(person)}
        note={invited ? t('testers.asked') : `@${person.handle}`}
        onClick={() => props.onMenu(row)}
      />
    </div>
  )
}

/** Asks whoever has this handle, if they let themselves be found by it. */
function Ask(props: { appId: string; onAsked: () => void }) {
  const [handle, setHandle] = createSignal('')
  const [nobody, setNobody] = createSignal(false)
  const attempts = tries()
  const ask = async () => {
    setNobody(false)
    const { person } = await call('GET /contacts/find', { query: handle().trim().replace(/^@/, '') })
    if (!person) return setNobody(true)
    await call('PUT /makers/programs/:appId/testers/:person', { appId: props.appId, person: person.id })
    toast(t('testers.asked.now', { name: nameOfCard(person) }))
    setHandle('')
    props.onAsked()
  }
  return (
    <form
      class="form made-form"
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(ask)
      }}
    >
      <Field
        label={t('testers.handle')}
        hint={t('testers.handle.hint')}
        value={handle()}
        onInput={setHandle}
        maxlength={40}
        autocomplete="off"
        required
        {...(nobody() ? { error: t('testers.nobody') } : {})}
      />
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('testers.ask')}
      </Button>
    </form>
  )
}
