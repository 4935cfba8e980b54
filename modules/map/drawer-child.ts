import { setPriority } from 'node:os'
import { drawBlock } from './draw.ts'
import type { DrawAnswer, DrawOrder } from './drawer.ts'
import { openSource } from './source.ts'

// Draws the squares of the map named in its one argument, as it is asked over IPC; ends with whoever started it.

const LESS_URGENT = 10

process.once('disconnect', () => process.exit(0))
setPriority(LESS_URGENT)
const source = openSource(process.argv[2] ?? '')
process.on('message', ({ theme, block }: DrawOrder) => {
  const answer = (words: DrawAnswer) => process.send?.(words)
  void source
    .then(map => drawBlock(map, theme, block))
    .then(
      tiles => answer({ tiles }),
      (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
    )
})
