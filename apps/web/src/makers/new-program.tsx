import { PROGRAM_ABOUT_LENGTH_MAX, PROGRAM_NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { createEffect, createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { replaceTop, visit } from '../router.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { FreshSheet } from '../shops/fresh.tsx'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Choice } from '../ui/choice.tsx'
import { Button, Empty, Field } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { wide } from '../ui/state.ts'
import { mayDevelop } from './state.ts'
import '../styles/makers.css'

interface Team {
  readonly id: string
  readonly name: string
}

/** Registers a program: what it is called and for; everything else can wait until its first version is ready. */
export function NewProgram() {
  const loaded = loadShown(async () => {
    const [{ teams }, { categories }] = await Promise.all([call('GET /makers/teams'), call('GET /makers/categories')])
    return { teams: teams.filter(team => !team.invited && mayDevelop(team)), categories: categories.map(one => one.id) }
  })
  return (
    <Page title={t('made.new')}>
      <Answer loaded={loaded}>
        {data => (
          <Show when={data().teams.length > 0} fallback={<Empty icon="group" title={t('refusal.developer_only')} />}>
            <Registration teams={data().teams} categories={data().categories} />
          </Show>
        )}
      </Answer>
    </Page>
  )
}

function Registration(props: { teams: readonly Team[]; categories: readonly string[] }) {
  const id = uuidv7()
  const attempts = tries()
  const [name, setName] = createSignal('')
  const [about, setAbout] = createSignal('')
  const [category, setCategory] = createSignal(props.categories[0] ?? '')
  const [team, setTeam] = createSignal(props.teams[0]!.id)
  const [made, setMade] = createSignal<{ appId: string; secret?: string }>()
  const register = async () => {
    const profile = {
      names: { en: name().trim() },
      abouts: { en: about().trim() },
      category: category(),
      licences: [],
      domains: {},
      scopes: {},
      templates: [],
      keywords: [],
      pages: [],
      places: [],
    }
    const { program, secret } = await call('POST /makers/programs', { id, team: team(), profile })
    setMade({ appId: program.appId, ...(secret === undefined ? {} : { secret }) })
  }
  const goOn = () => (wide() ? visit(`/maker/${made()!.appId}`) : replaceTop(`/me/makers/${made()!.appId}`))
  // Told already, by a try whose answer was lost: a new secret is to be had at the desk.
  createEffect(() => made() && made()!.secret === undefined && goOn())
  return (
    <form
      class="form made-form"
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(register)
      }}
    >
      <p class="form-text">{t('made.new.text')}</p>
      <Field
        label={t('words.name')}
        hint={t('words.name.hint')}
        value={name()}
        onInput={setName}
        maxlength={PROGRAM_NAME_LENGTH_MAX}
        required
        autofocus
      />
      <Field
        label={t('words.about')}
        value={about()}
        onInput={setAbout}
        maxlength={PROGRAM_ABOUT_LENGTH_MAX}
        required
      />
      <Choice label={t('words.category')} value={category()} onChange={setCategory}>
        <For each={props.categories}>
          {one => <option value={one}>{t(`category.${one}` as 'category.tools')}</option>}
        </For>
      </Choice>
      <Show when={props.teams.length > 1}>
        <Choice label={t('teams.one')} value={team()} onChange={setTeam}>
          <For each={props.teams}>{one => <option value={one.id}>{one.name}</option>}</For>
        </Choice>
      </Show>
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('made.register')}
      </Button>
      <Show when={made()?.secret}>
        {secret => (
          <FreshSheet
            fresh={{
              title: t('made.secret.title'),
              text: t('made.secret.text'),
              parts: [
                { label: t('made.appid'), value: made()!.appId },
                { label: t('made.secret'), value: secret() },
              ],
            }}
            onClose={goOn}
          />
        )}
      </Show>
    </form>
  )
}
