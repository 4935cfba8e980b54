/** Pixels as a browser's canvas has them: red, green, blue, alpha. */
export interface Picture {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
}

/**
 * What the scanner looks for, and how hard: codes of shops and people, and the bars of a pay code at a till. Trying harder
 * costs a few milliseconds a picture and reads what is turned, light on dark, or far away.
 */
export const READER: {
  formats: ('QRCode' | 'Code128')[]
  maxNumberOfSymbols: number
  tryHarder: boolean
  tryRotate: boolean
  tryInvert: boolean
  tryDownscale: boolean
} = {
  formats: ['QRCode', 'Code128'],
  maxNumberOfSymbols: 1,
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
}

/** The text of the code in a picture, looked for as it is and then softened: grain that a poor light leaves hides edges. */
export async function findCode(
  picture: Picture,
  read: (picture: Picture) => Promise<{ readonly text: string }[]>,
): Promise<string | undefined> {
  return ((await read(picture))[0] ?? (await read(softened(picture)))[0])?.text
}

/** A grey picture of the same size, each pixel the mean of the nine around it. */
export function softened({ data, width, height }: Picture): Picture {
  const grey = new Uint8ClampedArray(width * height)
  for (let i = 0; i < grey.length; i++)
    grey[i] = ((data[i * 4] as number) + 2 * (data[i * 4 + 1] as number) + (data[i * 4 + 2] as number)) / 4
  const across = new Uint16Array(width * height)
  for (let i = 0; i < grey.length; i++)
    across[i] =
      (grey[Math.max(0, i - 1)] as number) + (grey[i] as number) + (grey[Math.min(grey.length - 1, i + 1)] as number)
  const soft = new Uint8ClampedArray(data.length).fill(255)
  for (let i = 0; i < grey.length; i++) {
    const [above, below] = [i < width ? i : i - width, i + width < grey.length ? i + width : i]
    const mean = ((across[above] as number) + (across[i] as number) + (across[below] as number)) / 9
    soft[i * 4] = soft[i * 4 + 1] = soft[i * 4 + 2] = mean
  }
  return { data: soft, width, height }
}
