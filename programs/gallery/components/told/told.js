// The last thing that was told, above the bottom edge.
Component({ properties: { text: String } })
