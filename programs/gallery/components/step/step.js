Component({
  options: { virtualHost: true },
  relations: { '../steps/steps': { type: 'parent' } },
  properties: { name: String },
  data: { number: 0, of: 0 },
  methods: {
    choose() {
      for (const steps of this.getRelationNodes('../steps/steps')) steps.chosen(this.data.number)
    },
  },
})
