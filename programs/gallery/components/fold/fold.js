// A heading that shows and hides what is below; where it looks different is told by `head-class`.
Component({
  options: { multipleSlots: true },
  externalClasses: ['head-class'],
  data: { open: true },
  methods: {
    turn() {
      const open = !this.data.open
      this.setData({ open })
      this.triggerEvent('fold', { open })
    },
  },
})
