import { limits } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'
import { developerText, VERSION_PATTERN, type DeveloperStatement } from '@plaza/program-wire'

/** What a developer stated, when it is said in the one form that there is; refuses `statement_wrong` with the field. */
export function readStatement(text: string, appId: string): DeveloperStatement {
  const wrong = (field: string) => new Refusal('statement_wrong', { field })
  let said: Partial<DeveloperStatement>
  try {
    said = JSON.parse(text) as Partial<DeveloperStatement>
  } catch {
    throw wrong('json')
  }
  if (typeof said !== 'object' || said === null || said.format !== 1) throw wrong('format')
  const { version, note, sources, at } = said
  if (said.appId !== appId) throw wrong('appId')
  if (typeof version !== 'string' || !VERSION_PATTERN.test(version)) throw wrong('version')
  if (typeof note !== 'string' || note.length > limits.VERSION_NOTE_LENGTH_MAX || note.includes('\u0000'))
    throw wrong('note')
  if (typeof sources !== 'string' || !/^[0-9a-f]{64}$/.test(sources)) throw wrong('sources')
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at < 0) throw wrong('at')
  const statement: DeveloperStatement = { format: 1, appId, version, note, sources, at }
  if (!note.isWellFormed() || developerText(statement) !== text) throw wrong('canonical')
  return statement
}
