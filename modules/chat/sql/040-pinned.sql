-- Messages that stand above a conversation for everybody in it.
-- Distribution key: conv.
create table chat.pinned_message (
  conv uuid not null,
  q integer not null,
  by uuid not null,
  at timestamptz not null,
  primary key (conv, q)
);

-- How many there are, so that a line of the chats list says whether to ask for them.
alter table chat.conversation add column pinned integer not null default 0;
