/** A "no" of the host to a program, in the words of the format: `login:fail auth deny`. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly errno: number | undefined
  constructor(why: string, errno?: number) {
    super(why)
    this.errno = errno
  }
}

export const cancelled = () => new Refused('cancel')
export const denied = () => new Refused('auth deny', 103)
