/**
 * The text of a package's logic is one call of `__plaza(run)`: `run` gets `(d, w, s, c)` and defines modules, templates, WXS scripts
 * and configurations by them. The compiler writes it, the Worker's runtime reads it; nobody else.
 */
export const LOGIC_GLOBAL = '__plaza'

/** A module of a program: `require` is its own, `needs` are what its requires name, resolved at build; null is not there. */
export type ModuleBody = (require: unknown, exports: unknown, module: unknown) => void

export interface LogicDefiner {
  (
    defineModule: (path: string, body: ModuleBody, needs?: Readonly<Record<string, string | null>>) => void,
    defineTemplate: (path: string, make: (...parts: readonly unknown[]) => unknown) => void,
    defineScript: (path: string, make: (...helpers: readonly unknown[]) => ModuleBody) => void,
    configure: (path: string, config: PartConfig) => void,
  ): void
}

/** What a page's or component's JSON says, with addresses resolved to paths without ending. */
export interface PartConfig {
  readonly page?: true
  /** Path of its module with ending, when it has one. */
  readonly script?: string
  readonly using?: Readonly<Record<string, string>>
  readonly generics?: Readonly<Record<string, string | true>>
  readonly placeholders?: Readonly<Record<string, string>>
  /** Goes before class names in its own sheet, with two hyphens. '' when its sheet is shared. */
  readonly scope: string
  /** Goes before `-host`. */
  readonly host: string
  readonly isolation?: string
  readonly addGlobalClass?: true
  readonly pureDataPattern?: string
  readonly hasSheet?: true
}
