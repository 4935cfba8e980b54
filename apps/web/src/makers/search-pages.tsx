import { PROGRAM_PATH_LENGTH_MAX, PROGRAM_TITLE_LENGTH_MAX, SEARCH_PAGES_MAX } from '@plaza/contract/limits'
import { createSignal } from 'solid-js'
import { t } from '../i18n.ts'
import { Field } from '../ui/controls.tsx'
import type { Desk } from './parts.tsx'
import { Items, withItem, WordsFields } from './profile-form.tsx'
import { cleanWords, inWords, saveProfile, type Words } from './state.ts'

interface SearchPage {
  readonly path: string
  readonly titles: Words
}

/** Pages of a program that search may lead to. */
export const SearchPages = (props: Desk) => {
  const save = async (change: (pages: readonly SearchPage[]) => SearchPage[]) => {
    await saveProfile(props.program.appId, ({ pages }) => ({ pages: change(pages) }))
    props.changed()
  }
  return (
    <Items<SearchPage>
      title={t('pages.title')}
      note={t('pages.note')}
      none={t('pages.none')}
      add={t('pages.add')}
      icon="search"
      tint="#56605b"
      items={props.program.profile.pages}
      max={SEARCH_PAGES_MAX}
      name={one => inWords(one.titles)}
      say={one => one.path}
      fields={fieldsOf}
      onSave={(next, before) => save(pages => withItem(pages, next, one => one.path === (before ?? next).path))}
      onRemove={gone => save(pages => pages.filter(one => one.path !== gone.path))}
    />
  )
}

function fieldsOf(item: SearchPage | undefined) {
  const [path, setPath] = createSignal(item?.path ?? '')
  const [titles, setTitles] = createSignal<Words>(item?.titles ?? { en: '' })
  return {
    view: (
      <>
        <Field
          label={t('pages.path')}
          hint={t('pages.path.hint')}
          value={path()}
          onInput={setPath}
          maxlength={PROGRAM_PATH_LENGTH_MAX}
          required
          autofocus
        />
        <WordsFields label={t('pages.name')} words={titles()} max={PROGRAM_TITLE_LENGTH_MAX} onInput={setTitles} />
      </>
    ),
    read: () => ({ path: path().trim(), titles: cleanWords(titles()) }),
  }
}
