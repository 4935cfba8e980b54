import type { Dict } from './plain.ts'
import type { Space } from './space.ts'

/** Marks that forms look for: the component has `name` and `value`, or sends or empties its form like a button. */
export const FORM_FIELD = 'wx://form-field'
export const FORM_BUTTON = 'wx://form-field-button'

/** The behaviors that are named by a string. */
export function builtInBehaviors(space: Space): ReadonlyMap<string, unknown> {
  const define = (definition: Dict) => space.behavior(definition)
  const nothing = define({})
  return new Map<string, unknown>([
    [FORM_FIELD, define({ properties: { name: String, value: null } })],
    ['wx://form-field-group', nothing],
    [FORM_BUTTON, define({ properties: { formType: String } })],
    // `export` is a key of the definition that the adapter knows by itself.
    ['wx://component-export', nothing],
    ['wx://proxy-scroll-view', nothing],
  ])
}
