import type { FileKind, RecordLine } from '@plaza/contract'

/** A file as it stands in a message. */
export interface InMessage {
  readonly file: string
  readonly kind: FileKind
  readonly bytes: number
  readonly name: string | null
  /** Within a record. */
  readonly inside: boolean
  readonly gone: boolean
}

type Body = Readonly<Record<string, unknown>>
type Part = { readonly file: string; readonly bytes: number; readonly name?: string; readonly gone?: boolean }

/** The files of a message in the order in which it shows them; those of a record after each other, however deep. */
export function filesOf(kind: string, body: Body, inside = false): InMessage[] {
  switch (kind) {
    case 'picture':
      return (body['items'] as Part[]).map(part => one('picture', part, inside))
    case 'video':
    case 'voice':
    case 'file':
      return [one(kind, body as unknown as Part, inside)]
    case 'sticker':
      return 'file' in body ? [one('picture', body as unknown as Part, inside)] : []
    case 'record':
      // What was let go of before it was passed on is nobody's by way of the record.
      return (body['lines'] as RecordLine[]).flatMap(line => filesOf(line.k, line.b, true)).filter(part => !part.gone)
    default:
      return []
  }
}

const one = (kind: FileKind, { file, bytes, name, gone = false }: Part, inside: boolean): InMessage => ({
  file,
  kind,
  bytes,
  name: name ?? null,
  inside,
  gone,
})

/** A body that says which of its files are gone. */
export function withoutFiles(kind: string, body: Body, gone: ReadonlySet<string>): Body {
  const marked = <P extends Part>(part: P): P => (gone.has(part.file) ? { ...part, gone: true as const } : part)
  switch (kind) {
    case 'picture':
      return { ...body, items: (body['items'] as Part[]).map(marked) }
    case 'video':
    case 'voice':
    case 'file':
    case 'sticker':
      return gone.has(String(body['file'])) ? { ...body, gone: true } : body
    case 'record':
      return {
        ...body,
        lines: (body['lines'] as RecordLine[]).map(line => ({ ...line, b: withoutFiles(line.k, line.b, gone) })),
      }
    default:
      return body
  }
}
