import type { Locator } from 'playwright-core'

/** A property of an element. */
export function get(locator: Locator, name: string): Promise<unknown> {
  return locator.evaluate((node, name) => (node as unknown as Record<string, unknown>)[name], name)
}

/** What a style of an element comes to. */
export function style(locator: Locator, name: string): Promise<string> {
  type Page = { getComputedStyle(node: unknown): { getPropertyValue(name: string): string } }
  return locator.evaluate(
    (node, name) => (globalThis as unknown as Page).getComputedStyle(node).getPropertyValue(name),
    name,
  )
}

/** Does an element match a selector. */
export function matches(locator: Locator, selector: string): Promise<boolean> {
  return locator.evaluate(
    (node, selector) => (node as unknown as { matches(selector: string): boolean }).matches(selector),
    selector,
  )
}
