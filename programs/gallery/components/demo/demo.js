// A card that shows one thing, with its name above.
Component({ properties: { title: String, note: String } })
