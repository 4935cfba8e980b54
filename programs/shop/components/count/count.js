const { w } = require('../../lib/words')

/** How many: one less, the number, one more. Tells `change` with the new one. */
Component({
  properties: {
    value: Number,
    least: Number,
    most: { type: Number, value: 20 },
    name: String,
  },
  data: { w },
  methods: {
    less() {
      this.change(this.data.value - 1)
    },
    more() {
      this.change(this.data.value + 1)
    },
    change(value) {
      if (value >= this.data.least && value <= this.data.most) this.triggerEvent('change', { value })
    },
  },
})
