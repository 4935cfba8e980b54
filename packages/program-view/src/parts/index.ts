import type { MakePart } from '../types.ts'
import { button } from './button.ts'
import { form } from './form.ts'
import { image } from './image.ts'
import { label } from './label.ts'
import { navigator } from './navigator.ts'
import { scrollView } from './scroll-view.ts'
import { text } from './text.ts'

/** Components of the first script, by tag: what first screens are made of. */
export const makers: Readonly<Record<string, MakePart>> = {
  button,
  'cover-image': image,
  form,
  image,
  label,
  navigator,
  'scroll-view': scrollView,
  text,
}
