import { perCity, type City } from '@plaza/house'

interface Waiting<Ask, Answer> {
  readonly ask: Ask
  readonly done: (answer: Answer) => void
  readonly fail: (error: unknown) => void
}

/**
 * Asks the database about everything that comes in one moment together: whoever comes while others are asked about is in the
 * next question. `askAll` answers in the order of what it was asked.
 */
export function gathered<Ask, Answer>(
  askAll: (city: City, asks: readonly Ask[]) => Promise<readonly Answer[]>,
): (city: City, ask: Ask) => Promise<Answer> {
  const lines = perCity((): { waiting: Waiting<Ask, Answer>[]; asking: boolean } => ({ waiting: [], asking: false }))
  const work = async (city: City) => {
    const line = lines(city)
    line.asking = true
    while (line.waiting.length > 0) {
      const asked = line.waiting
      line.waiting = []
      try {
        const answers = await askAll(
          city,
          asked.map(({ ask }) => ask),
        )
        asked.forEach(({ done }, i) => done(answers[i] as Answer))
      } catch (error) {
        for (const { fail } of asked) fail(error)
      }
    }
    line.asking = false
  }
  return (city, ask) =>
    new Promise((done, fail) => {
      const line = lines(city)
      line.waiting.push({ ask, done, fail })
      if (!line.asking) void work(city)
    })
}
