create schema favourites;

-- Messages that people keep. The id grows with time, so the newest are those with the highest.
-- Distribution key: person.
create table favourites.message (
  person uuid not null,
  id uuid not null,
  conv uuid not null,
  q integer not null,
  -- The message as it stood when it was kept.
  event json not null,
  -- Its words in lower case, and the note's, to be found by.
  words text not null,
  note text not null default '',
  saved_at timestamptz not null,
  primary key (person, id)
);
create unique index favourites_once on favourites.message (person, conv, q);
