/** What a program is for; and the licences without which nobody may offer it here. Their words are `category.<id>`. */
export const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  tools: [],
  news: ['press'],
  shopping: ['trade'],
  food: ['food_safety'],
  transport: ['transport'],
  travel: [],
  education: [],
  health: ['medical'],
  finance: ['financial'],
  government: ['authority'],
  culture: [],
  games: [],
  social: [],
  home: [],
}

/** Licences that a category asks for; none for one that does not exist. */
export const licencesFor = (category: string): readonly string[] => CATEGORIES[category] ?? []
