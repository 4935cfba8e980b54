// Knows its steps by `relations`, and tells each where it stands.
Component({
  relations: {
    '../step/step': {
      type: 'child',
      linked() {
        this.number()
      },
    },
  },
  methods: {
    number() {
      const steps = this.getRelationNodes('../step/step')
      for (const [index, step] of steps.entries()) step.setData({ number: index + 1, of: steps.length })
    },
    chosen(number) {
      this.triggerEvent('step', { number })
    },
  },
})
