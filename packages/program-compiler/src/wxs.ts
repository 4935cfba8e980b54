import { parse, type AnyNode, type Program } from 'acorn'
import { MagicString } from 'magic-string'
import { parseFault } from './scripts.ts'
import type { Problems } from './problems.ts'
import { childrenOf, isReference } from './syntax.ts'

/** Names that WXS knows; any other free name is made undefined, so that templates reach no global of the Worker. */
const KNOWN = new Set(
  (
    'require exports module getRegExp getDate console Math JSON Number Date Array Object String Boolean Function RegExp ' +
    'parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent undefined NaN Infinity arguments'
  ).split(' '),
)

/** The functions that the runtime gives to every WXS module beside require, exports and module. */
export const WXS_HELPERS = ['getRegExp', 'getDate', '$ctor'] as const

/**
 * Rewrites a WXS module for a JavaScript engine: `x.constructor` is the name of its type, `getRegExp` takes its first argument with
 * backslashes as written, globals are out of reach. A module that cannot be parsed becomes one that throws.
 */
export function rewriteWxs(path: string, text: string, problems: Problems, lineOffset = 0): string {
  let program: Program
  try {
    program = parse(text, { ecmaVersion: 2022, sourceType: 'script', allowReturnOutsideFunction: true })
  } catch (error) {
    const at = (error as { loc?: { line: number; column: number } }).loc
    const message = (error as Error).message.replace(/ \(\d+:\d+\)$/, '')
    const place = { line: (at?.line ?? 1) + lineOffset, column: (at?.column ?? 0) + 1 }
    problems.error(path, `WXS: ${message}`, 'Mend the script here; until then its functions are missing.', place)
    return `throw new Error(${JSON.stringify(`${path}:${place.line}: ${message}`)})`
  }
  const out = new MagicString(text)
  const names = new Set<string>()
  const declared = new Set<string>()
  const edits: (() => void)[] = []
  walk(program, undefined, (node, parent) => {
    if (node.type === 'Identifier') {
      if (isReference(node, parent)) names.add(node.name)
      if (isDeclared(parent, node)) declared.add(node.name)
    }
    if (node.type === 'MemberExpression' && isConstructor(node) && !isWritten(node, parent)) {
      edits.push(() => {
        out.appendLeft(node.object.start, '$ctor(')
        out.overwrite(node.object.end, node.end, ')')
      })
    }
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'getRegExp') {
      const first = node.arguments[0]
      if (first?.type === 'Literal' && typeof first.value === 'string') {
        edits.push(() =>
          out.overwrite(first.start, first.end, JSON.stringify(asWritten(text.slice(first.start + 1, first.end - 1)))),
        )
      }
    }
  })
  for (const edit of edits) edit()
  const hidden = [...names].filter(name => !KNOWN.has(name) && !declared.has(name) && name !== '$ctor')
  if (hidden.length > 0) out.prepend(`var ${hidden.join(',')};`)
  const code = out.toString()
  const fault = parseFault(code)
  if (fault === undefined) return code
  problems.error(path, `WXS: ${fault}`, 'Mend the script; until then its functions are missing.', {
    line: 1 + lineOffset,
  })
  return `throw new Error(${JSON.stringify(`${path}: ${fault}`)})`
}

/** In WXS a backslash is a character of the pattern; a doubled one, as JavaScript would want it, means the same. */
function asWritten(raw: string): string {
  return raw.replaceAll(/\\\\/g, '\\').replaceAll(/\\(['"])/g, '$1')
}

function isConstructor(node: AnyNode & { type: 'MemberExpression' }): boolean {
  if (node.object.type === 'Super' || node.optional) return false
  if (node.computed) return node.property.type === 'Literal' && node.property.value === 'constructor'
  return node.property.type === 'Identifier' && node.property.name === 'constructor'
}

function isWritten(node: AnyNode, parent: AnyNode | undefined): boolean {
  return (
    (parent?.type === 'AssignmentExpression' && parent.left === node) ||
    parent?.type === 'UpdateExpression' ||
    (parent?.type === 'UnaryExpression' && parent.operator === 'delete')
  )
}

function isDeclared(parent: AnyNode | undefined, node: AnyNode): boolean {
  if (!parent) return false
  if (parent.type === 'VariableDeclarator') return parent.id === node
  if (
    parent.type === 'FunctionDeclaration' ||
    parent.type === 'FunctionExpression' ||
    parent.type === 'ArrowFunctionExpression'
  ) {
    return ('id' in parent && parent.id === node) || (parent.params as readonly AnyNode[]).includes(node)
  }
  return (
    parent.type === 'CatchClause' ||
    parent.type === 'ClassDeclaration' ||
    parent.type === 'ArrayPattern' ||
    parent.type === 'RestElement'
  )
}

function walk(
  node: AnyNode,
  parent: AnyNode | undefined,
  visit: (node: AnyNode, parent: AnyNode | undefined) => void,
): void {
  // A list of its own instead of calls, so that deep nesting cannot break the stack; children come in the order of the source.
  const waiting: (readonly [AnyNode, AnyNode | undefined])[] = [[node, parent]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, parent] = next
    visit(node, parent)
    for (const child of childrenOf(node)) waiting.push([child, node])
  }
}
