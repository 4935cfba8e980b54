/** Makes an element with a class and children. Only with names written in our own code. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  if (className) element.className = className
  element.append(...children)
  return element
}

/** A closed shadow root with its own sheet: the parts of a component that a program's sheets do not reach. */
export function shadowOf(host: HTMLElement, sheet: CSSStyleSheet, children: readonly Node[]): ShadowRoot {
  const shadow = host.attachShadow({ mode: 'closed' })
  shadow.adoptedStyleSheets = [sheet]
  shadow.append(...children)
  return shadow
}

/** Where the children of the program are shown in a component with a shadow root. */
export const slot = () => document.createElement('slot')
