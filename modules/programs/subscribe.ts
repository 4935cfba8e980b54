import type { InputOf, programsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { mustOpen } from './find.ts'
import { FIELD_VALUE_LENGTH_MAX, SUBSCRIPTIONS_SAVED_MAX } from './limits.ts'
import { postNotice } from './post-notice.ts'
import { saidIn, type ProgramRow, type Template } from './rules.ts'
import {
  addSubscriptions,
  isBrought,
  personBehind,
  putNotice,
  templatesOf,
  useSubscription,
} from './store-subscribe.ts'
import { languageFor } from './which.ts'

type Api = typeof programsApi

/** What would be written, before the caller is asked whether they want it. */
export async function programTemplates(
  city: City,
  { input, by, language: spoken }: Call<InputOf<Api['programTemplates']>>,
): Promise<ReplyOf<Api['programTemplates']>> {
  await mustOpen(city, input.appId, by.person)
  const [language, templates] = await Promise.all([
    languageFor(city, { by, language: spoken }),
    templatesOf(city.db, input.appId, input.ids),
  ])
  return {
    templates: templates.map(({ id, titles, fields }) => ({
      id,
      title: saidIn(titles, language),
      fields: fields.map(field => saidIn(field.names, language)),
    })),
  }
}

/** One message more of each; templates of other programs are passed over. */
export async function subscribe(
  city: City,
  { input, by }: Call<InputOf<Api['subscribeProgram']>>,
): Promise<ReplyOf<Api['subscribeProgram']>> {
  await mustOpen(city, input.appId, by.person)
  const { appId, accept: templates } = input
  const now = city.clock.now()
  await addSubscriptions(city.db, { person: by.person, appId, templates, max: SUBSCRIPTIONS_SAVED_MAX, now })
  return { done: true }
}

export interface NoticeWish {
  readonly openid: string
  readonly template: string
  /** Page that it leads to. */
  readonly page: string
  readonly data: Readonly<Record<string, string>>
}

export type NoticeOutcome = 'sent' | 'unknown_person' | 'unknown_template' | 'not_asked_for' | 'bad_data'

/**
 * Brings a message into the person's conversation with the service, when they asked for one of this template; that is used up
 * with it. The same message again within its program is brought once.
 */
export async function bringNotice(
  city: City,
  program: ProgramRow,
  wish: NoticeWish,
  id: string,
): Promise<NoticeOutcome> {
  const { appId } = program
  const [person, [template]] = await Promise.all([
    personBehind(city.db, appId, wish.openid),
    templatesOf(city.db, appId, [wish.template]),
  ])
  if (!person) return 'unknown_person'
  if (!template) return 'unknown_template'
  if (!fits(template, wish.data)) return 'bad_data'
  const wanted = await city.tx(async tx => {
    // Noted in the same commit that uses the yes up: asked again, neither happens twice.
    if (await isBrought(tx, id)) return true
    if (!(await useSubscription(tx, { person, appId, template: template.id }))) return false
    await putNotice(tx, { id, appId, person, now: city.clock.now() })
    return true
  })
  if (!wanted) return 'not_asked_for'
  await show(city, program, { person, template, wish, id })
  return 'sent'
}

/** Every field of the template has a value, and none is too long. */
const fits = ({ fields }: Template, data: NoticeWish['data']): boolean =>
  fields.every(({ key }) => {
    const value = data[key]
    return typeof value === 'string' && value !== '' && value.length <= FIELD_VALUE_LENGTH_MAX && value.isWellFormed()
  })

async function show(
  city: City,
  program: ProgramRow,
  { person, template, wish, id }: { person: string; template: Template; wish: NoticeWish; id: string },
): Promise<void> {
  const language = await languageOf(city, person)
  await postNotice(city, {
    id,
    person,
    program,
    title: saidIn(template.titles, language),
    rows: template.fields.map(({ key, names }) => [saidIn(names, language), wish.data[key] ?? '']),
    page: wish.page,
  })
}
