App({ globalData: { launched: Date.now() } })
