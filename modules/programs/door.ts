import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { consents, knownBy, sessionKeyOf as keyOf } from './store-person.ts'
import { dropTemplatesBut, personBehind as behind, putTemplates, templatesBy } from './store-subscribe.ts'
import { programOf as rowOf } from './store.ts'
import type { ProgramRow, Template } from './rules.ts'

/** Doors for the module that programs' servers speak with. */

export const programOf = (city: City, appId: string): Promise<ProgramRow | undefined> => rowOf(city.db, appId)

/** Who is known to a program by this name. */
export const personBehind = (city: City, appId: string, openid: string): Promise<string | undefined> =>
  behind(city.db, appId, openid)

/** The programs that have a name for a person. */
export const programsKnowing = (city: City, person: string): Promise<string[]> => knownBy(city.db, person)

/** The key of a person's last session in a program; undefined for a stranger. */
export const sessionKeyOf = (city: City, appId: string, person: string): Promise<string | undefined> =>
  keyOf(city.db, appId, person)

/** Whether a person allowed a program this scope. */
export const mayUse = async (city: City, appId: string, person: string, scope: string): Promise<boolean> =>
  (await consents(city.db, person, appId)).some(one => one.scope === scope && one.allowed)

export const allTemplates = (city: City, appId: string): Promise<Template[]> => templatesBy(city.db, appId)

/** Sets all templates of a program; what people asked for by one that is gone is gone. Refuses ids of other programs' (`exists_different`). */
export const setTemplates = (city: City, appId: string, templates: readonly Template[]): Promise<void> =>
  city.db.tx(async tx => {
    const ids = [...new Set(templates.map(one => one.id))]
    await dropTemplatesBut(tx, appId, ids)
    await putTemplates(tx, appId, templates)
    if ((await templatesBy(tx, appId)).length !== ids.length) throw new Refusal('exists_different')
  })
