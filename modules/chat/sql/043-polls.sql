-- Polls: messages that members vote in. `update` says how one stands now, as for a card.
alter table chat.message drop constraint message_kind_check;
alter table chat.message add constraint message_kind_check
  check (kind in ('text', 'card', 'picture', 'video', 'voice', 'file', 'place', 'person', 'sticker', 'record', 'poll',
    'edit', 'recall', 'react', 'update', 'system')) not valid;

-- Who voted for what. Written together with the update that counts it, under the lock of the conversation.
-- Distribution key: conv.
create table chat.vote (
  conv uuid not null,
  q integer not null,
  person uuid not null,
  -- Places of the chosen options; none when the vote was taken back.
  choices integer[] not null,
  -- The commands that led here, in order: one that comes again changes nothing.
  commands uuid[] not null,
  at timestamptz not null,
  primary key (conv, q, person)
);
create index vote_person on chat.vote (person);
