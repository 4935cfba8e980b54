import * as easel from 'glass-easel'

/** The writer of one template, with the functions that compiled code calls by letters. */
interface Wrapper {
  r: (element: easel.Element, name: string, value: unknown, ...rest: readonly unknown[]) => void
  c: (element: easel.Element, names: string | string[]) => void
  e?: (element: easel.Element, names: readonly (string | null)[]) => void
}

type ProcGen = (wrapper: Wrapper, ...rest: readonly unknown[]) => unknown

/** Attributes that hold for the box of a component, when it has no property of the name. */
const OF_THE_BOX = /^(hidden|animation|role|aria-.*)$/

const taught = new WeakSet<Wrapper>()

/**
 * Lets `hidden`, `animation` and what is read aloud hold for components too, as in WeChat, where glass-easel knows properties only; and
 * takes `class:name`, which the compiler is ahead of the runtime with.
 */
export function withHostAttributes(made: unknown): unknown {
  if (typeof made !== 'function') return made
  const generate = made as ProcGen
  return (wrapper: Wrapper, ...rest: readonly unknown[]) => {
    if (!taught.has(wrapper)) teach(wrapper)
    return generate(wrapper, ...rest)
  }
}

function teach(wrapper: Wrapper): void {
  taught.add(wrapper)
  const { r, c } = wrapper
  wrapper.c = (element, names) => {
    // A component without a box of its own may take `class` as a property, to put it where it wants.
    if (easel.Component.isComponent(element) && easel.Component.hasProperty(element, 'class')) {
      easel.Component.getDataProxy(element).replaceProperty('class', Array.isArray(names) ? names.join(' ') : names)
    }
    c(element, names)
  }
  wrapper.r = (element, name, value, ...rest) => {
    if (OF_THE_BOX.test(name) && easel.Component.isComponent(element) && !easel.Component.hasProperty(element, name)) {
      const node = element.getBackendElement() as { setAttribute(name: string, value: unknown): void } | null
      node?.setAttribute(name, value)
    } else r(element, name, value, ...rest)
  }
  wrapper.e ??= (element, names) => {
    for (const name of names) if (name) element.toggleNodeClass(name, true)
  }
}
