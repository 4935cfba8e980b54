import { isDict, type Dict } from './plain.ts'

const PROPERTY_TYPES = new Set<unknown>([String, Number, Boolean, Object, Array, Function, null])

/**
 * Brings a definition into the form that glass-easel takes, as forgiving as WeChat: unknown property types are any, an observer may
 * be the name of a method, what is not a function is not called, behaviors that are missing are left out.
 */
export function tidyDefinition(definition: unknown, behaviors: (item: unknown) => unknown): Dict {
  const source: Dict = isDict(definition) ? definition : {}
  const out: Dict = { ...source }
  // Classes with prototypes are used as definitions too: their methods count.
  if (isDict(source['properties'])) out['properties'] = mapValues(source['properties'], tidyProperty)
  if (source['data'] !== undefined && !isDict(source['data']) && typeof source['data'] !== 'function')
    delete out['data']
  if (Array.isArray(source['behaviors'])) {
    out['behaviors'] = (source['behaviors'] as readonly unknown[]).map(behaviors).filter(item => item !== undefined)
  } else delete out['behaviors']
  if (isDict(source['observers'])) out['observers'] = mapValues(source['observers'], observer => named(observer))
  for (const key of ['methods', 'lifetimes', 'pageLifetimes']) {
    if (isDict(source[key])) out[key] = onlyFunctions(source[key])
    else delete out[key]
  }
  for (const key of ['created', 'attached', 'ready', 'moved', 'detached', 'export']) {
    if (key in source && typeof source[key] !== 'function') delete out[key]
  }
  if (!isDict(source['relations'])) delete out['relations']
  if (!Array.isArray(source['externalClasses'])) delete out['externalClasses']
  if (!isDict(source['options'])) delete out['options']
  return out
}

function tidyProperty(property: unknown): unknown {
  if (PROPERTY_TYPES.has(property)) return property
  if (!isDict(property)) return null
  const out: Dict = { ...property }
  const type = property['type']
  if (Array.isArray(type)) {
    out['type'] = type.length === 1 && PROPERTY_TYPES.has(type[0]) ? type[0] : null
  } else if (!PROPERTY_TYPES.has(type)) {
    if (type === undefined && property['value'] === undefined && property['observer'] === undefined) return null
    out['type'] = null
  }
  if (out['optionalTypes'] !== undefined) {
    const types = Array.isArray(out['optionalTypes']) ? (out['optionalTypes'] as readonly unknown[]) : []
    out['optionalTypes'] = types.filter(each => PROPERTY_TYPES.has(each))
  }
  if (property['observer'] !== undefined) out['observer'] = named(property['observer'])
  return out
}

/** A method's name stands for the method, looked up when it is called. */
function named(observer: unknown): unknown {
  if (typeof observer === 'function') return observer
  return function (this: Dict, ...args: readonly unknown[]): unknown {
    const method = this[String(observer)]
    return typeof method === 'function'
      ? (method as (...args: readonly unknown[]) => unknown).call(this, ...args)
      : undefined
  }
}

function onlyFunctions(record: Dict): Dict {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => typeof value === 'function'))
}

function mapValues(record: Dict, change: (value: unknown) => unknown): Dict {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
