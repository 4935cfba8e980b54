import { parse, type AnyNode, type Pattern, type Program } from 'acorn'
import { MagicString } from 'magic-string'
import { childrenOf, isReference } from './syntax.ts'

/** `const x = x…`, at first sight: most sources have none and are not parsed for it. */
const SUSPECT = /\b(?:const|let)\s+([\w$]+)\s*=[^;]{0,200}?(?<![\w$.])\1(?![\w$])/

/**
 * `const x = x ? x : other` reads a name before it has a value, and throws. The tools that programs are made with have it as `var`,
 * where the name is undefined until then, and programs lean on that: so such a read is made `(void 0)`, and the line runs.
 */
export function withoutOwnReads(text: string): string {
  if (!SUSPECT.test(text)) return text
  let program: Program
  try {
    program = parse(text, { ecmaVersion: 'latest', sourceType: 'module', allowReturnOutsideFunction: true })
  } catch {
    return text
  }
  const out = new MagicString(text)
  const waiting: AnyNode[] = [program]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'VariableDeclaration' && node.kind !== 'var')
      for (const { id, init } of node.declarations)
        if (init && isName(id))
          for (const read of readsOf(id.name, init)) out.overwrite(read.start, read.end, '(void 0)')
    waiting.push(...childrenOf(node))
  }
  return out.toString()
}

const isName = (id: Pattern): id is Pattern & { type: 'Identifier' } => id.type === 'Identifier'

/** Where an initial value reads a name at once: what stands in a function is read later, when the name has its value. */
function readsOf(name: string, init: AnyNode): AnyNode[] {
  const reads: AnyNode[] = []
  const waiting: (readonly [AnyNode, AnyNode | undefined])[] = [[init, undefined]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, parent] = next
    if (/Function|Class/.test(node.type)) continue
    if (node.type === 'Identifier' && node.name === name && isPlainRead(node, parent)) reads.push(node)
    for (const child of childrenOf(node)) waiting.push([child, node])
  }
  return reads
}

function isPlainRead(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'Property') return !parent.shorthand && parent.value === node
  if (parent?.type === 'AssignmentExpression') return parent.right === node
  return isReference(node, parent) && parent?.type !== 'UpdateExpression'
}
