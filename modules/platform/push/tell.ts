import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { putNews, type News } from './store.ts'

/** Notes something for a program's server to hear; nothing for those that hear nothing. */
export const tellServer = (city: City, tx: Queries, news: News): Promise<void> => putNews(tx, news, city.clock.now())
