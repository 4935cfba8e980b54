import type { SeededDice } from '@plaza/kernel'
import { encode } from 'uqr'
import type { Picture } from '@plaza/scan'

// Pictures of a code as a phone's camera makes them on a bad day. Grey values, 0 to 255.

const WIDTH = 480
const HEIGHT = 360
const WHITE = 235
const BLACK = 20

interface Grey {
  readonly at: (x: number, y: number) => number
}

/** A code as a function of the plane: its middle at 0, one unit is its whole width with the free space around it. */
function code(text: string, ecc: 'L' | 'M' | 'Q' | 'H'): Grey {
  const { data, size } = encode(text, { ecc, border: 4 })
  return {
    at(x, y) {
      const [column, row] = [Math.floor((x + 0.5) * size), Math.floor((y + 0.5) * size)]
      return data[row]?.[column] === true ? BLACK : WHITE
    },
  }
}

/** Where a point of the picture lies on the code. */
type Place = (x: number, y: number) => readonly [number, number]

const placed = (sizePx: number, turn = 0, tilt = 0): Place => {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  return (px, py) => {
    const [x, y] = [(px - WIDTH / 2) / sizePx, (py - HEIGHT / 2) / sizePx]
    // Seen from below: what is higher is farther away.
    const depth = 1 - tilt * y
    const [u, v] = [x / depth, y / depth]
    return [u * cos - v * sin, u * sin + v * cos]
  }
}

/** Four looks for each pixel: edges are grey as a lens makes them. */
function draw(grey: Grey, place: Place): Float32Array {
  const pixels = new Float32Array(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      let sum = 0
      for (const dx of [0.25, 0.75]) for (const dy of [0.25, 0.75]) sum += grey.at(...place(x + dx, y + dy))
      pixels[y * WIDTH + x] = sum / 4
    }
  return pixels
}

/** Mean over a square of 2 r + 1, along rows and then columns. */
function blurred(pixels: Float32Array, r: number): Float32Array {
  const pass = (from: Float32Array, step: number, along: number, lines: number, lineStep: number) => {
    const to = new Float32Array(from.length)
    for (let line = 0; line < lines; line++) {
      const base = line * lineStep
      for (let i = 0; i < along; i++) {
        let sum = 0
        for (let k = -r; k <= r; k++) sum += from[base + Math.min(along - 1, Math.max(0, i + k)) * step] as number
        to[base + i * step] = sum / (2 * r + 1)
      }
    }
    return to
  }
  return pass(pass(pixels, 1, WIDTH, HEIGHT, WIDTH), WIDTH, HEIGHT, WIDTH, 1)
}

function picture(pixels: Float32Array): Picture {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255)
  pixels.forEach((value, i) => data.fill(value, i * 4, i * 4 + 3))
  return { data, width: WIDTH, height: HEIGHT }
}

/** A bell curve of width 1, near enough. */
const bell = (dice: SeededDice) => (dice.float() + dice.float() + dice.float() + dice.float() - 2) * Math.sqrt(3)

const withNoise = (pixels: Float32Array, dice: SeededDice, width: number) =>
  pixels.map(value => value + bell(dice) * width)

/** The ways in which a picture can be bad, each different for every dice. */
export const DEGRADED: Readonly<Record<string, (text: string, dice: SeededDice) => Picture>> = {
  clean: text => picture(draw(code(text, 'M'), placed(260))),
  rotated: (text, dice) => picture(draw(code(text, 'M'), placed(240, dice.float() * 2 * Math.PI))),
  small: (text, dice) => picture(draw(code(text, 'M'), placed(110, (dice.float() - 0.5) * 0.2))),
  noisy: (text, dice) => picture(withNoise(draw(code(text, 'M'), placed(260)), dice, 45)),
  blurred: (text, dice) => picture(blurred(draw(code(text, 'M'), placed(280, dice.float() * 0.3)), 3)),
  pale: (text, dice) =>
    picture(
      withNoise(
        draw(code(text, 'M'), placed(260)).map(value => 120 + value * 0.12),
        dice,
        4,
      ),
    ),
  tilted: (text, dice) =>
    picture(draw(code(text, 'M'), placed(220, (dice.float() - 0.5) * 0.5, 0.35 + dice.float() * 0.25))),
  inverted: (text, dice) => picture(draw(code(text, 'M'), placed(240, dice.float() * 0.4)).map(value => 255 - value)),
  'under a logo': (text, dice) => {
    const plain = code(text, 'H')
    const hole = 0.085 + dice.float() * 0.015
    const at: Grey['at'] = (x, y) => (Math.max(Math.abs(x), Math.abs(y)) < hole ? 90 : plain.at(x, y))
    return picture(draw({ at }, placed(260)))
  },
}
