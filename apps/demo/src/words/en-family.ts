/** What an English-speaking family says at home: M mother, F father, K and L children (also grown up), G a grandparent. */
export const enFamily = `
= eve
M: Who's {in for dinner|eating at home} {tonight|this evening}? I'm doing $dish
K: Me, should be back by $eve
L: {Running late|Stuck at work}, save me a plate?
M: It'll be {in the oven|under a plate}. You wash up though
L> {Deal|Fair enough} 😄 ~👍

= noon
F: At the market. {Anything you need?|What are we out of?}
M: {$fruit juice|Some $fruit yoghurts}, {bread|oats}, and $fish if it {looks good|is fresh}
F: $fish is $price a kilo today
M: {Half a kilo then|Get enough for four}
K: And {milk|coffee}, there's about a {thimble|spoonful} left

= am
G: Morning all. {Eye clinic|Check-up} at $morn today
K: {I'll come with you|Want company?} I can be there half an hour before
G: I can take the tram by myself, I'm not {ninety|made of glass}
F: Dad, {let them come|humour us}
G> {All right, all right|Fine}. But we're stopping for cake afterwards ~😂 ~❤️

= pm
L: Has anyone seen my {keys|headphones|passport}?
M: Tried {the blue coat|the bread bin|the piano stool}?
L: … {found them|there they are}. {How do you do that|You're a wizard}
F: {Thirty years of practice|She has a map} 😂 ~😂

= any
K: There's a card through the door about a parcel. {Anyone expecting something?|Whose is it?}
F: Mine! {Strings for the banjo|The new kettle|Seeds for the balcony}
K: It's at the pharmacy on Lantern Street till {six|seven}
F: {On my way home|I'll pop in}, thanks

= eve
M: Don't forget the water is off {tomorrow|on $day} morning, city hall posted it
K: {Shall I fill the bath?|How long for?}
M: {Nine to one|Until lunch, they say}. {Two big pots will do|Filling the kettle and the pots}
F: So I {shower tonight|have an excuse not to wash up}
M> {Nice try|Absolutely not} 😏 ~😂

= noon
F: Sunday lunch {at ours|at Grandpa's}, who's coming?
K: {Me|Count me in}. I'll bring {dessert|a lemon cake|that bread you like}
L: Yes but {there's a match first|I've got rehearsal till one}, I'll come straight after
G: I'm making $dish
L> {Now I'm definitely coming|You had me at lunch} 🤤 ~❤️

= eve
K: Film tonight? {$film is on|I found $film}
L: {Seen it, happy to see it again|Yes please}
M: I'll last {until ten|half an hour}, just warning you
F: I'll do {popcorn|the cheese board} 🍿

= am
F: Very windy {out there|on the quay} today, the ferry might {not run|be cancelled}
L: I was going over to the island {at ten|this morning} 😩
F: Ask the ferry account {before you go|first}, they post it right away
L: {Cancelled till noon|The eleven o'clock is running}. Thanks Dad

= any
M: Who left {the balcony door open|the iron on the stairs}?
L: {Not me|I wasn't even home}
F: {Guilty|That was me}. I was {watering the basil|chasing a seagull}
M: A {seagull|likely story} 🤨 ~😂

= pm
K: My bike {makes a terrible noise|squeals} when I brake
F: Take it to Zhou, he's open till half seven
K: {Expensive?|What does he charge?}
F: {Last time he wouldn't take money|About $price}. {Bring him biscuits|He likes ginger biscuits}

= eve
G: I found the {photos of the regatta|old album from Mill Gardens}
K: {Bring it on Sunday!|I want to see!} {Please|I'll scan them}
G: There's one of your father with {a moustache|hair}
F> {That photo was destroyed|We agreed never to speak of it} 😱 ~😂 ~😂

= any
L: What's the new wifi password?
F: It's {on the fridge|taped under the box}
L: It says {seagull and then a smudge|something about a lighthouse}
F: Capital {S|L} and {the year we moved in|no spaces}
L: {I'm in|Works} 👌

= pm
M: Festival of Lights next week — are we making lanterns {again|like last year}?
K: Yes! {I'll get paper|I've still got the wire}
G: I'll {hold the ladder|bring the flask}
F: And I'll {supervise|provide moral support}
M> {As ever|Such a sacrifice} 😂 ~😂

= any
K: {Could someone|Can anyone} give me a lift {on $day|tomorrow}? {Car's at the garage|Moving a bookcase}
F: If it's before nine, {yes|happy to}
K: {Perfect|You're the best}, coffee's on me

= eve
M: The cat {won't eat|has been under the sofa all day}
L: Did you buy {the salmon one|the cheap stuff} again?
M: {Possibly|Maybe}. Swapping back
M: {Bowl empty in a minute|And she's purring}, little aristocrat ~😂 ~❤️

= am
K: {Can anyone|Would someone} pick up my {library book|coat from the cleaners}? I'm on till eight
L: {Walking past at lunch|I can do two o'clock}
K: {I owe you one|Legend}

= any
F: Electricity bill is $price {up|down} on last month
M: {That'll be the oven|All that baking}
L: Or {someone's|a certain someone's} gaming computer that {never sleeps|heats the hall}
F: {I name no names|Just reading the numbers out} 👀 ~😂
`

/** Last words in an English-speaking family, not answered yet. */
export const enFamilyTail = `
= any
M: I've left {a box|some} of $dish {on your shelf|by your door}, don't let it sit there {till $day|all week}
M: And text me when you're home ❤️

= any
G: Does tram 2 stop at {the fish market|Old Quay} today? The radio mentioned roadworks
G: {I'll leave early|I've got my book}, no matter

= any
L: Just bumped into {the choir lady|Mr Zhou|your old teacher} at {the market|the ferry office}, {says hello|asked after everyone}
L: @K are you coming on Sunday or not?

= any
F: {Roast chestnut|Doughnut} stall is back on Heron Square 🌰
F: @K if you finish early, {my treat|come by}
`
