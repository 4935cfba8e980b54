import '../styles/print.css'

/** Prints one thing alone: a copy of it is the whole paper. */
export function printed(element: Element): void {
  const paper = document.createElement('div')
  paper.className = 'paper'
  paper.append(element.cloneNode(true))
  document.body.append(paper)
  addEventListener('afterprint', () => paper.remove(), { once: true })
  print()
}
