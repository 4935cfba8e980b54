import postcss, { type ChildNode, type Container, type Root } from 'postcss'
import { withoutLineComments } from './comments.ts'
import { rewriteLengths, rewriteMedia } from './lengths.ts'
import { IMPORT_DEPTH_MAX, IMPORTS_MAX } from './limits.ts'
import { folderOf, joinPath, pathFrom } from './paths.ts'
import { cssOf, styleFile } from './preprocess.ts'
import type { Project } from './project.ts'
import { rewriteSelector } from './selectors.ts'

/** `url(…)`: what is in quotes is one address, whatever looks like another in it. */
const ADDRESS = /url\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^"')]+))\s*\)/g

/** Compiles style sheets; parsed files are kept, because libraries import the same ones again and again. */
export class Styles {
  readonly #project: Project
  readonly #parsed = new Map<string, Promise<Root | undefined>>()
  readonly #names = new Map<string, string>()

  constructor(project: Project) {
    this.#project = project
  }

  /** CSS of a page or component with its imports; `scope` goes before class names when the styles are its own. '' when there is none. */
  async sheet(path: string, scope: string | undefined, hostScope: string): Promise<string> {
    const file = styleFile(this.#project, path)
    if (file === undefined) return ''
    const nodes = await this.#gather(file, new Set(), 0)
    const root = postcss.root({ nodes })
    this.#rewrite(root, scope, hostScope)
    return root.toString()
  }

  async #gather(file: string, seen: Set<string>, depth: number): Promise<ChildNode[]> {
    if (seen.has(file) || seen.size > IMPORTS_MAX) return []
    seen.add(file)
    let parsing = this.#parsed.get(file)
    if (!parsing) this.#parsed.set(file, (parsing = this.#parse(file)))
    const root = await parsing
    const out: ChildNode[] = []
    for (const node of root?.nodes ?? []) {
      if (node.type === 'atrule' && node.name.toLowerCase() === 'import') {
        out.push(...(await this.#imported(node.params, file, seen, depth, node.source?.start)))
      } else if (!(node.type === 'atrule' && node.name === 'charset')) out.push(node.clone())
    }
    return out
  }

  async #imported(
    params: string,
    file: string,
    seen: Set<string>,
    depth: number,
    place: { line: number; column: number } | undefined,
  ): Promise<ChildNode[]> {
    const match = /^\s*(?:url\(\s*)?(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)?\s*(.*)$/s.exec(params)
    const target = match?.[1] ?? match?.[2] ?? match?.[3]
    if (target === undefined || /^(https?:)?\/\//.test(target)) return []
    const found = this.#find(target, file)
    if (found === undefined) {
      this.#project.problems.warn(file, `Style sheet ${target} is not there`, 'Mend the path of @import.', place)
      return []
    }
    if (depth >= IMPORT_DEPTH_MAX) {
      this.#project.problems.error(file, '@import goes too deep', `Keep it within ${IMPORT_DEPTH_MAX} files.`, place)
      return []
    }
    const nodes = await this.#gather(found, seen, depth + 1)
    const media = match?.[4]
    return media ? [postcss.atRule({ name: 'media', params: media, nodes })] : nodes
  }

  #find(target: string, file: string): string | undefined {
    const tries = [pathFrom(folderOf(file), target), joinPath(target), joinPath('miniprogram_npm', target)]
    const endings = ['', '.wxss', '.css', '.scss', '.less']
    const near = tries.flatMap(path => endings.map(ending => path + ending)).find(path => this.#project.has(path))
    if (near !== undefined) return near
    // A package's sheet: found through one of its components' folders, once the package is there.
    const name = /^~?((?:@[\w.-]+\/)?[\w.-]+)\//.exec(target)?.[1]
    const mounted = name === undefined || target.startsWith('.') ? null : this.#project.mount(name)
    if (mounted === null) return undefined
    const inside = joinPath(mounted, target.replace(/^~/, '').slice(name!.length))
    return endings.map(ending => inside + ending).find(path => this.#project.has(path))
  }

  async #parse(file: string): Promise<Root | undefined> {
    const css = await cssOf(this.#project, file)
    if (css === undefined) return undefined
    const text = withoutLineComments(css)
    try {
      return this.#addressed(postcss.parse(text, { map: false }), file)
    } catch (error) {
      const fault = error as { reason?: string; line?: number; column?: number; message: string }
      const place = { line: fault.line, column: fault.column }
      const remedy = 'Mend the style sheet here.'
      if (fault.reason === 'Unclosed block') {
        this.#project.problems.warn(file, `WXSS: ${fault.reason}`, `${remedy} It is taken as closed at the end.`, place)
        const mended = mendedBlocks(text)
        if (mended) return this.#addressed(mended, file)
      }
      this.#project.problems.error(
        file,
        `WXSS: ${fault.reason ?? fault.message}`,
        `${remedy} It is left out until then.`,
        place,
      )
      return undefined
    }
  }

  /** Local addresses are written as paths of the project, before the rules move into another file. */
  #addressed(root: Root, file: string): Root {
    const folder = folderOf(file)
    root.walkDecls(decl => {
      if (!decl.value.includes('url(')) return
      decl.value = decl.value.replace(ADDRESS, (all, double?: string, single?: string, bare?: string) => {
        const address = (double ?? single ?? bare ?? '').trim()
        if (address === '' || /^([a-z][\w+.-]*:|\/\/|#|var\()/i.test(address)) return all
        return `url("/${pathFrom(folder, address)}")`
      })
    })
    return root
  }

  #rewrite(root: Root, scope: string | undefined, hostScope: string): void {
    root.walk(node => {
      if (node.type === 'rule') {
        if (!isKeyframes(node.parent)) node.selector = this.#selector(node.selector, scope, hostScope)
      } else if (node.type === 'decl') {
        node.value = rewriteLengths(node.value)
      } else if (node.type === 'atrule') {
        if (/^(media|container|custom-media)$/i.test(node.name)) node.params = rewriteMedia(node.params)
      } else if (node.type === 'comment') node.remove()
    })
  }

  #selector(selector: string, scope: string | undefined, hostScope: string): string {
    const key = `${scope ?? ''} ${hostScope} ${selector}`
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const made = rewriteSelector(selector, scope, hostScope)
    this.#names.set(key, made)
    return made
  }
}

function isKeyframes(parent: Container | { type: string; name?: string } | undefined): boolean {
  return parent?.type === 'atrule' && /keyframes$/i.test((parent as { name: string }).name)
}

function mendedBlocks(text: string): Root | undefined {
  const open = text.split('{').length - text.split('}').length
  try {
    return open > 0 ? postcss.parse(text + '}'.repeat(open), { map: false }) : undefined
  } catch {
    return undefined
  }
}
