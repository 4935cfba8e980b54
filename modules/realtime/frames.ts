import { Up } from '@plaza/contract'
import { limits } from '@plaza/contract'
import { Compile } from 'typebox/compile'

// One checker for each frame and kind: naming the branch first makes both the check and its failure cheap.
const checkers = new Map<string, { Check(value: unknown): boolean }[]>()
for (const branch of branchesOf(Up)) {
  const { t } = branch.properties as { t: { const: string } }
  const list = checkers.get(t.const) ?? []
  list.push(Compile(branch as never) as { Check(value: unknown): boolean })
  checkers.set(t.const, list)
}

interface ObjectSchema {
  properties: Record<string, unknown>
}

function branchesOf(schema: { anyOf: unknown[] }): ObjectSchema[] {
  return schema.anyOf.flatMap(branch =>
    typeof branch === 'object' && branch !== null && 'anyOf' in branch
      ? branchesOf(branch as { anyOf: unknown[] })
      : [branch as ObjectSchema],
  )
}

export type Decoded =
  | { ok: true; frame: Up }
  | { ok: false; code: 'frame_invalid' | 'frame_too_large'; id: string | undefined }

/** Reads one frame from a client; whatever it is, the answer is a frame or a refusal word, never a throw. */
export function decode(data: Buffer): Decoded {
  if (data.length > limits.FRAME_BYTES_MAX) return { ok: false, code: 'frame_too_large', id: undefined }
  let value: unknown
  try {
    value = JSON.parse(data.toString('utf8'))
  } catch {
    return { ok: false, code: 'frame_invalid', id: undefined }
  }
  if (typeof value !== 'object' || value === null) return { ok: false, code: 'frame_invalid', id: undefined }
  const { t, id } = value as { t?: unknown; id?: unknown }
  if (typeof t === 'string' && checkers.get(t)?.some(checker => checker.Check(value)))
    return { ok: true, frame: value as Up }
  return { ok: false, code: 'frame_invalid', id: typeof id === 'string' ? id.slice(0, 36) : undefined }
}
