process.on('message', heard => {
  if (heard === 'be deaf') process.on('SIGTERM', () => {})
  if (heard === 'be busy') for (;;);
  process.send?.({ heard, args: process.argv.slice(2), names: Object.keys(process.env) })
})
