import type { ProgramProfile } from '@plaza/contract'
import {
  KEYWORDS_MAX,
  LICENCE_NUMBER_LENGTH_MAX,
  PROGRAM_ABOUT_LENGTH_MAX,
  PROGRAM_NAME_LENGTH_MAX,
} from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { choosePicture, storeAvatar } from '../screens/picture.ts'
import { tried } from '../screens/open.ts'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Choice } from '../ui/choice.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { categoryName, licenceName } from './findings.tsx'
import { MadeIcon, MakerPage, ReviewedNote, type Desk } from './parts.tsx'
import { ProfileForm, WordsFields } from './profile-form.tsx'
import { keywordsOf } from './rules.ts'
import { SearchPages } from './search-pages.tsx'
import { cleanWords } from './state.ts'

type Licence = ProgramProfile['licences'][number]

/** What a program is called and for, its picture, and its category with the licences that it asks for. */
export function ProgramWords(props: Desk) {
  const loaded = loadShown(async () => (await call('GET /makers/categories')).categories)
  return (
    <MakerPage program={props.program} title={t('words.short')}>
      <ReviewedNote />
      <Answer loaded={loaded}>{categories => <WordsOf {...props} categories={categories()} />}</Answer>
      <SearchPages {...props} />
    </MakerPage>
  )
}

function WordsOf(props: Desk & { categories: readonly { id: string; licences: string[] }[] }) {
  const start = props.program.profile
  const [icon, setIcon] = createSignal(start.icon)
  const [names, setNames] = createSignal(start.names)
  const [abouts, setAbouts] = createSignal(start.abouts)
  const [category, setCategory] = createSignal(start.category)
  const [licences, setLicences] = createSignal<readonly Licence[]>(start.licences)
  const [keywords, setKeywords] = createSignal(start.keywords.join(', '))
  const needed = () => props.categories.find(one => one.id === category())?.licences ?? []
  const change = (): Partial<ProgramProfile> => {
    const picture = icon()
    return {
      ...(picture === undefined ? {} : { icon: picture }),
      names: cleanWords(names()),
      abouts: cleanWords(abouts()),
      category: category(),
      licences: licences().filter(one => needed().includes(one.kind) && one.number !== '' && one.document !== ''),
      keywords: keywordsOf(keywords()),
    }
  }
  const choose = async () => {
    const file = await choosePicture()
    if (file) await tried(async () => setIcon(await storeAvatar(file)))
  }
  return (
    <ProfileForm {...props} change={change}>
      <div class="made-icon">
        <MadeIcon appId={props.program.appId} profile={{ ...start, ...(icon() ? { icon: icon()! } : {}) }} size="l" />
        <Button small icon="image" onClick={() => void choose()}>
          {t('words.icon')}
        </Button>
      </div>
      <WordsFields label={t('words.name')} words={names()} max={PROGRAM_NAME_LENGTH_MAX} onInput={setNames} />
      <WordsFields label={t('words.about')} words={abouts()} max={PROGRAM_ABOUT_LENGTH_MAX} onInput={setAbouts} />
      <Choice label={t('words.category')} value={category()} onChange={setCategory}>
        <For each={props.categories}>{one => <option value={one.id}>{categoryName(one.id)}</option>}</For>
      </Choice>
      <For each={needed()}>
        {kind => (
          <LicenceFields
            kind={kind}
            licence={licences().find(one => one.kind === kind)}
            onChange={next => setLicences([...licences().filter(one => one.kind !== kind), next])}
          />
        )}
      </For>
      <Field
        label={t('words.keywords')}
        hint={t('words.keywords.hint', { count: KEYWORDS_MAX })}
        value={keywords()}
        onInput={setKeywords}
      />
    </ProfileForm>
  )
}

/** A licence that the category asks for: its number and a picture of it. */
function LicenceFields(props: { kind: string; licence: Licence | undefined; onChange: (next: Licence) => void }) {
  const now = (): Licence => props.licence ?? { kind: props.kind, number: '', document: '' }
  const choose = async () => {
    const file = await choosePicture()
    if (file) await tried(async () => props.onChange({ ...now(), document: await storeAvatar(file) }))
  }
  return (
    <fieldset class="words">
      <legend>{licenceName(props.kind)}</legend>
      <Field
        label={t('words.licence.number')}
        value={now().number}
        onInput={number => props.onChange({ ...now(), number })}
        maxlength={LICENCE_NUMBER_LENGTH_MAX}
      />
      <div class="made-icon">
        <Show when={now().document}>{id => <img src={`/media/${id()}`} alt={licenceName(props.kind)} />}</Show>
        <Button small icon="image" onClick={() => void choose()}>
          {t('words.licence.picture')}
        </Button>
      </div>
    </fieldset>
  )
}
