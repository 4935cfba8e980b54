// The board as sixteen numbers, row by row; 0 is an empty place. Pure: chance comes in as a number from 0 to 1.
const SIDE = 4

/** Places of each line in the order in which tiles slide along it. */
const LINES = {
  left: [0, 1, 2, 3].map(row => [0, 1, 2, 3].map(i => row * SIDE + i)),
  right: [0, 1, 2, 3].map(row => [3, 2, 1, 0].map(i => row * SIDE + i)),
  up: [0, 1, 2, 3].map(column => [0, 1, 2, 3].map(i => i * SIDE + column)),
  down: [0, 1, 2, 3].map(column => [3, 2, 1, 0].map(i => i * SIDE + column)),
}

function empty() {
  return Array(SIDE * SIDE).fill(0)
}

/** Slides all tiles one way; two alike become one, once in a move. */
function slide(board, way) {
  const next = empty()
  let gained = 0
  for (const line of LINES[way]) {
    const tiles = line.map(place => board[place]).filter(Boolean)
    let at = 0
    for (let i = 0; i < tiles.length; i += 1) {
      const same = tiles[i] === tiles[i + 1]
      const value = same ? tiles[i] * 2 : tiles[i]
      if (same) {
        gained += value
        i += 1
      }
      next[line[at]] = value
      at += 1
    }
  }
  return { board: next, gained, moved: next.some((value, i) => value !== board[i]) }
}

/** Puts a new tile on an empty place: a four one time in ten. */
function drop(board, where, which) {
  const free = board.flatMap((value, i) => (value === 0 ? [i] : []))
  if (free.length === 0) return board
  const next = [...board]
  next[free[Math.floor(where * free.length)]] = which < 0.1 ? 4 : 2
  return next
}

function isOver(board) {
  return !Object.keys(LINES).some(way => slide(board, way).moved)
}

module.exports = { drop, empty, isOver, slide }
