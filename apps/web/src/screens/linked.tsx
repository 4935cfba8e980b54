import { createMemo, For } from 'solid-js'
import { linkify, type Piece } from '../engine/linkify.ts'
import { followLink } from './links.ts'

/** Words with the links and names that are in them. Text is only ever text. */
export function Linked(props: { text: string; names?: string[] }) {
  const pieces = createMemo<Piece[]>(() => linkify(props.text, props.names))
  return (
    <For each={pieces()}>
      {piece =>
        piece.k === 'link' ? (
          <a
            href={piece.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            onClick={click => followLink(click, piece.href)}
          >
            {piece.text}
          </a>
        ) : piece.k === 'mention' ? (
          <b class="mention">{piece.text}</b>
        ) : (
          piece.text
        )
      }
    </For>
  )
}
