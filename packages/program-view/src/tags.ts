const TAG = /^[a-z][a-z0-9-]{0,63}$/

/** The element's name in the page: always with a hyphen, so that no tag of a program can ever be one that a browser acts on. */
export function elementName(tag: unknown): string | null {
  if (typeof tag !== 'string') return null
  const name = tag.toLowerCase()
  if (!TAG.test(name)) return null
  return name.startsWith('wx-') ? name : `wx-${name}`
}

/** Attributes that sheets select by (`button[type=primary]`); on elements with a hyphen they do nothing else. */
const REFLECTED = new Set(
  (
    'type size plain disabled loading checked mode direction vertical hidden readonly password name level align ' +
    'scroll-x scroll-y enable-flex active selectable user-select open-type form-type'
  ).split(' '),
)

/** May this attribute stand on the element itself: what sheets, screen readers and tests look at, never what a browser runs. */
export function isReflected(name: string): boolean {
  return REFLECTED.has(name) || name === 'role' || /^(aria|data)-[a-z0-9_.-]{1,64}$/.test(name)
}
