/** The neighbourhood in English: A, B, C and D are any neighbours. */
export const enQuarter = `
= any
A: Has anyone seen a {tabby|grey} cat? Answers to {Biscuit|Captain|Pepper}, missing since {last night|yesterday afternoon} around $street Street
B: There's one asleep {in the bakery yard|on the pharmacy windowsill}
C: And one {at number 12, second floor|by the bins}. Collar?
A: {Red|Blue} collar! On my way
A: {It's her|Found}! Thank you, thank you 😭 ~❤️ ~🎉 ~😻

= am
A: Is the water off on $street Street or {just at mine|is it only us}?
B: Off at {14|8|21} too
C: City hall posted it: {until one o'clock|a burst main by the quay}
A: {Missed that|Ah}, thanks. {Dry toast it is|Good job I filled the kettle}

= any
A: Selling a {child's bike|travel cot|folding table}, {hardly used|good as new}, $price. Collect near {the lighthouse|the fish market}
B: {Still available?|Is it gone?} {It's for my niece|I'd take it}
A: {Yes, message me|Yours if you come by on $day}
C: {Too slow, me|If that falls through, shout}

= noon
A: $fish at $price in the market hall today, {Amparo's|Paco's} stall
B: {And $fish2?|Any $fish2 left?}
A: {Pricier|There was some first thing}
C: {Thanks for the tip|On my way} 🐟

= any
A: What's {the siren|that light} at the harbour?
B: {Fire drill|They're testing the new lamp in the lighthouse}, it lasts {till noon|a while}
C: My dogs are {not amused|singing along} 😅 ~😂
A: {Phew|Good}, I was worried

= eve
A: Festival of Lights: we need hands to hang lanterns on $street Street
B: {I'll come|Count me in} {with my son|after six}
C: I've got {a ladder|extension leads}
D: And I'll bring {hot chocolate|mulled apple}
A: {Best neighbours|You lot are wonderful}! $day, $pm, Heron Square ~❤️ ~👏 ~🎉

= any
A: Lost a key ring with {an anchor|a shell}, somewhere between the tram stop and the pharmacy
B: {Ask at the pharmacy|Inés keeps everything people find}
A: {They had it|It was there}! {Such a relief|Thank you}

= am
A: {Another van|A car} across the ramp on $street Street again
B: {Plate?|The delivery one?} It's usually gone in five minutes
A: {Gone now|Moved}, sorry for the noise
C: {Every Monday|A bollard would fix it}

= any
A: Can anyone recommend a {dentist|plumber|piano teacher} around here?
B: {There's a very good one on $street Street|Mine's above the bank on the square}
C: {Seconded|Same one}, {on time and honest about prices|lovely people}
A: {Calling tomorrow|Thanks both}

= pm
A: {What a wind|Hold on to your hats}, a {flowerpot|sign} came down on $street Street. Careful
B: {Cleared it|Thanks}, it's out of the way now
C: The {five|six} o'clock ferry is {off|delayed}, in case anyone's heading over

= any
A: Who runs the {allotment|compost bins} in Mill Gardens?
B: {I do|There are six of us}, {Thursday|Saturday} mornings. {Drop in|We need people}
A: {I'll bring my mum|Coming with my mum}, {she knows tomatoes|she misses soil}
B: {Both welcome|Bring gloves} 🌱 ~🌱

= eve
A: Whoever plays the {piano|trumpet} at number 10: {lovely|really}, but could it stop at ten? {School tomorrow|Little ones asleep}
B: {Sorry!|You're right}, {lost track of time|wedding rehearsal}
A: {No harm done|It did sound good}
C: {I wanted an encore|We could hear it at 14 and liked it} 🎹 ~😂 ~❤️

= any
A: When does the library {close|open} today?
B: {Nine to eight|Open till eight}, mornings only on Saturday
A: {Perfect|Just in time}, {three books to return|thanks}

= any
A: Giving away {school books|baby clothes|tomato seedlings}, {to whoever needs them|before they go to the tip}
B: {Me please!|We could really use those}
A: {Come any time|I'll leave them at the bakery in your name}
B: {Thank you so much|That's so kind} 🙏 ~❤️

= any
A: How about a street tea on $day, Heron Square?
B: {Lovely idea|Yes}. I'll bring $dish
C: {Scones from us|I'll do drinks}
D: {Tables?|Chairs?} The community centre lends them
A: {Making a list|All noted} 📝 ~👍 ~👍

= am
A: Tram 2 {runs every 20 minutes|skips Mill Gardens} until {$day|further notice}, track works
B: {That explains it|Ah, thanks}
C: Bus {11|7} goes nearly the same way

= eve
A: {Sunset|The sky} from the lighthouse tonight 🌅 {unreal|like a painting}
B: {Watching it from the kitchen|Lucky to live here}
C: {Tomorrow I'm going up too|By the time I finish work it's dark} 😢

= any
A: Could anyone {mind my little one|have the kids} {for an hour|from five to seven} on $day? {Sitter cancelled|Doctor's appointment}
B: {My daughter can|I'm home}, {she's 17 and very sensible|send them round to play with mine}
A: {Lifesaver|You've no idea how much that helps}. {Messaging you|I'll bring snacks}

= any
A: First day in the quarter for us, {number 6, the yellow door|we moved in above the print shop}. Hello everyone!
B: Welcome! {Bins go out Tuesday night|The bakery sells out by eleven, you've been warned}
C: Welcome 👋 {Choir is on Wednesdays|Football on Sundays} {if you like|, no talent needed}
A: {Thank you all|So kind}, {we'll bake something|we feel at home already} ~❤️ ~👋

= noon
A: New menu at the quay canteen: $dish, {Wednesday to Sunday|only on $day}
B: {Booking already|We have to go}
C: {Went yesterday|I can vouch}: {had seconds|best on the harbour}
`

/** Single voices of the neighbourhood in English, nothing expected. */
export const enQuarterTail = `
= any
A: Someone left {a green umbrella|a scarf} {at the bakery|at the fish market stop}, {it's behind the counter|ask for it}

= any
A: Reminder: {flea market|jumble sale} {this Sunday|on $day}, {ten to two|until noon}, Heron Square

= any
A: Anyone driving to the {recycling yard|garden centre} {tomorrow|on $day}? {I can share petrol|I have a van with room to spare}

= any
A: Thank you to whoever {handed in my wallet|brought back the scooter}. {Good people here|This quarter, honestly} ❤️ ~❤️ ~❤️

= any
A: Lighthouse is open {to visitors|for climbing} on $day, {172 steps|bring good shoes}, free for residents
`
