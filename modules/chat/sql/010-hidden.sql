-- Messages that somebody deleted for themself: others keep them, and their numbers stay.
-- Distribution key: person.
create table chat.hidden_message (
  person uuid not null,
  conv uuid not null,
  q integer not null,
  at timestamptz not null,
  primary key (person, conv, q)
);
