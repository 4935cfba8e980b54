import type { ProgramProfile } from '@plaza/contract'
import { PROGRAM_NAME_LENGTH_MAX, PROGRAM_TEMPLATES_MAX, TEMPLATE_FIELDS_MAX } from '@plaza/contract/limits'
import { createSignal, Index, Show } from 'solid-js'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { MakerPage, ReviewedNote, type Desk } from './parts.tsx'
import { Items, withItem, WordsFields } from './profile-form.tsx'
import { cleanWords, inWords, saveProfile, type Words } from './state.ts'

type Template = ProgramProfile['templates'][number]
type TemplateField = Template['fields'][number]

/** Messages that a program may write to whoever asked for one: a title, and the names of what it fills in. */
export function Templates(props: Desk) {
  const save = async (change: (templates: readonly Template[]) => Template[]) => {
    await saveProfile(props.program.appId, ({ templates }) => ({ templates: change(templates) }))
    props.changed()
  }
  return (
    <MakerPage program={props.program} title={t('templates.title')}>
      <ReviewedNote />
      <Items<Template>
        title={t('templates.title')}
        note={t('templates.note')}
        none={t('templates.none')}
        add={t('templates.add')}
        icon="mail"
        tint="#b14a17"
        items={props.program.profile.templates}
        max={PROGRAM_TEMPLATES_MAX}
        name={one => inWords(one.titles)}
        say={one => `${one.id} · ${one.fields.map(field => field.key).join(', ')}`}
        fields={fieldsOf}
        onSave={next => save(templates => withItem(templates, next, one => one.id === next.id))}
        onRemove={gone => save(templates => templates.filter(one => one.id !== gone.id))}
      />
    </MakerPage>
  )
}

const newId = (): string => uuidv7().replaceAll('-', '')
const emptyField = (at: number): TemplateField => ({ key: `thing${at}`, names: { en: '' } })

function fieldsOf(item: Template | undefined) {
  const id = item?.id ?? newId()
  const [titles, setTitles] = createSignal<Words>(item?.titles ?? { en: '' })
  const [fields, setFields] = createSignal<readonly TemplateField[]>(item?.fields ?? [emptyField(1)])
  const put = (at: number, next: TemplateField) => setFields(fields().map((one, i) => (i === at ? next : one)))
  return {
    view: (
      <>
        <p class="form-text">
          {t('templates.id')} <code>{id}</code>
        </p>
        <WordsFields label={t('templates.name')} words={titles()} max={PROGRAM_NAME_LENGTH_MAX} onInput={setTitles} />
        <Index each={fields()}>
          {(field, at) => (
            <fieldset class="words">
              <legend>{t('templates.field', { number: at + 1 })}</legend>
              <Field
                label={t('templates.key', { number: at + 1 })}
                hint={t('templates.key.hint')}
                value={field().key}
                onInput={key => put(at, { ...field(), key: key.trim().toLowerCase() })}
                required
              />
              <WordsFields
                label={t('templates.field.name', { number: at + 1 })}
                words={field().names}
                max={PROGRAM_NAME_LENGTH_MAX}
                onInput={names => put(at, { ...field(), names })}
              />
              <Show when={fields().length > 1}>
                <Button small kind="danger" onClick={() => setFields(fields().filter((_, i) => i !== at))}>
                  {t('templates.field.remove', { number: at + 1 })}
                </Button>
              </Show>
            </fieldset>
          )}
        </Index>
        <Show when={fields().length < TEMPLATE_FIELDS_MAX}>
          <Button small icon="plus" onClick={() => setFields([...fields(), emptyField(fields().length + 1)])}>
            {t('templates.field.add')}
          </Button>
        </Show>
      </>
    ),
    read: (): Template => ({
      id,
      titles: cleanWords(titles()),
      fields: fields().map(({ key, names }) => ({ key, names: cleanWords(names) })),
    }),
  }
}
