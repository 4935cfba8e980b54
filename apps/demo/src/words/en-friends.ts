/** Two English-speaking friends, A and B. */
export const enFriends = `
= any
A: Coffee {tomorrow|on $day}? {Heron Square|Old Quay}?
B: {Works for me|Yes} any time after {ten|eleven|five}
A: {Usual table|The terrace on the corner} then
B: {See you there|Done}. You're paying, you lost the bet
A> {I was hoping you'd forgotten|That's not how I remember it} 😂 ~😂

= any
A: Did you get the letter about the works on $street Street?
B: Yes, {three weeks|until $day} with nowhere to park
A: {Bike it is|I'm taking tram 2}
B: {Same|Good plan}, once Zhou has fixed my brakes

= eve
A: How was {your day|today}?
B: {Long|Good, tiring}. {Finally sent that report|The new people started}
A: {Well done|Congratulations}! That deserves a drink
B: Friday, {by the harbour|Old Quay}?
A: {You're on|Booked} 🍻

= any
A: Have you finished $book?
B: {Halfway|Three chapters left}, don't say {anything|a word}
A: {My lips are sealed|Saying nothing}. Just {have tissues ready|wait for chapter twelve}
B> {That is saying something|You've already said too much} 😤 ~😂

= pm
A: Could you {water my plants|feed the fish} {this weekend|Friday to Sunday}? We're off to the island
B: {Of course|Sure}. Key with {Pilar|the couple downstairs}?
A: Yes, {dropping it tomorrow|she already has it}. Go easy on the one on the balcony
B: {Got it|No problem}. Send me {a picture of the lighthouse|sunshine}
A: {A hundred|As many as you like} 📷

= any
A: Are you still selling {the desk|that bike|the bookshelf}?
B: Yes, {$price|make me an offer}. Interested?
A: It's for {my sister|a colleague}, she's moving to $street Street
B: {For you, half|She can look at it on $day}
A: {Brilliant|I'll tell her}, thank you

= noon
A: {$dish at the market hall|They've got $dish} today, coming?
B: {Ten minutes|Just leaving}
A: I'll grab {a table outside|the window seat}
B: {Order me a sparkling water|Get bread}, I'm nearly running

= any
A: Remember {Mrs Doyle, who taught us physics|that lad who ran the record shop}?
B: {How could I forget|Of course}, why?
A: Met {them|them just now} on the ferry. {Lives on the island now|Retired, keeps bees}
B: {Small world|This town is tiny}

= am
A: {Run|Swim} this morning?
B: In this wind? {No chance|Absolutely not}. {Tomorrow?|$day?}
A: {Seven|Half seven} at the lighthouse {then|it is}
B: {If I wake up|Setting three alarms} 😴

= any
A: I need {an opinion|advice}: {blue or green|stripes or plain}?
B: What's it for?
A: {My cousin's wedding|The interview on $day}
B: {Blue|Plain}. {Obviously|It's very you}
A: {Sold|Buying it now} 🙌 ~👍

= any
A: The washing machine {died|made a lake}. Do you know anyone {reliable|quick}?
B: Inés at the pharmacy, her brother-in-law does them. {Sending the number|He's very good}
A: {Calling now|You're a star}
A: {He's coming on $day at $morn|This afternoon, he says} 🙏
B: {I waited a week|It must be your phone voice}

= eve
A: {Watching the match?|Did you see the match?}
B: {I'd rather not discuss it|No comment}
A: {Two one in the last minute|Off the post again}…
B: We'll {put it right|make up for it} on $day, Atlético Farol are at home
A> {Toni has a plan, he says|They never let me down} ⚽ ~⚽

= any
A: {Interview|Presentation} tomorrow. {Nervous|Can't sleep}
B: You've {prepared for weeks|got this}. What time?
A: $morn
B: {Fingers crossed from the tram|I'll be thinking of you}. Tell me after
A: {Think it went well!|It was great!} {They call on $day|They even laughed}
B: {Knew it|See?} 💪 ~❤️

= any
A: How long is it to the island with {bikes|the kids}?
B: Forty minutes on the ferry, then {a walk|twenty minutes} to the cove
A: {Anywhere to eat?|Any shade?}
B: The hut by the beach, {rice for $price|get the anchovies}. {Book ahead|Ring first}

= pm
A: {Double rainbow|Dolphins} off the pier just now 😍
B: {Seriously?|And I'm in a meeting!} Photo?
A: {Blurry but real|Too slow}
B: {I believe you|Like that whale} 😏 ~😂

= any
A: Fancy the {pottery|Chinese|Spanish} course at the library? Starts $day
B: {Which evenings?|What does it cost?}
A: {Tuesdays and Thursdays|Free with a library card}
B: {Go on, sign me up|I'm in}, gets me out of the house

= eve
A: I've {burnt dinner|welded rice to a pan}. What are you two having?
B: $dish, there's {plenty|one portion too many}
A: Don't ask me twice…
B: {Come up|Get over here}, {setting another place|bring a chair} 🍽️

= any
A: Thanks for {yesterday|the other night}, {you saved me|really}
B: {It was nothing|Any time}. {Feeling better?|How are you now?}
A: {Slept ten hours|Much better}
B: {Glad|Good}. {Look after yourself|Drink water}

= am
A: Is tram 2 running? {Been here ten minutes|Nothing's coming}
B: {Broken down at Mill Gardens|A lorry's stuck at the fish market}, there's a bus
A: {Walking then|On foot it is}, I'll be {late|a mess}
B: {Downhill at least|You can do it} 😅

= any
A: I made {$fruit jam|far too much soup}. {Want some?|Fancy a jar?}
B: {You never need to ask|Always}
A: {Leaving it at the bakery for you|Dropping by later}
B: ❤️ {I'll bring the bread|Trade you walnut bread}
`

/** A friend's last words that wait for an answer. A speaks. */
export const enFriendsTail = `
= any
A: {So|By the way}, are we {still on|doing something} for $day?
A: If it rains, {my place|the library café}

= any
A: Look what I found at the flea market: {a ship's lamp|your favourite record|a map of the island from 1954}
A: {Shall I keep it for you?|Want it?} 😄

= any
A: Do you own {a drill|a ladder|a round cake tin}? {Tiny job|Back to you by $day}

= any
A: {$film|Live music} on the square {on $day|this Saturday}, free
A: {Shall we?|I'm going}

= any
A: {Home safe|Got home fine}. Thanks for {everything|dinner}, {it was lovely|I haven't laughed like that in ages}

= any
A: Can you send me {the recipe for $dish|the name of that garage} {when you get a minute|some time}?
`
