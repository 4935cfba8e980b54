// Rows in front of which stands whatever the page says.
Component({ properties: { items: Array } })
