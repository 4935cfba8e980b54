create schema chat;

-- A conversation and the place where the next event goes: whoever holds this row's lock gives out q and n.
-- Distribution key: id (message and member carry it as conv).
create table chat.conversation (
  id uuid primary key,
  kind text not null check (kind in ('direct', 'group', 'self')),
  title text,
  avatar text,
  announcement text,
  admins_only boolean not null default false,
  -- False when a direct conversation's friendship ended or one side blocked the other.
  open boolean not null default true,
  size integer not null default 0,
  -- The members while they are few (limits.SMALL_CONVERSATION_MEMBERS_MAX): each has an inbox row that every event
  -- touches. Null: many members, nothing is written per member and they read this row at reconnect.
  fan uuid[],
  q integer not null default 0,
  n integer not null default 0,
  -- The newest event that the chats list shows, and the newest that mentions everybody.
  shown_q integer not null default 0,
  all_q integer not null default 0,
  created_by uuid,
  created_at timestamptz not null,
  last_at timestamptz not null
) with (fillfactor = 50);

-- Everything that happened in a conversation, in order. Never deleted, never renumbered; the columns below `at` hold how
-- a message stands now, while the edit or recall itself is an event of its own.
create table chat.message (
  conv uuid not null,
  q integer not null,
  n integer not null,
  sender uuid not null,
  id uuid not null,
  kind text not null check (kind in ('text', 'edit', 'recall', 'react', 'system')),
  body json not null,
  re integer,
  at timestamptz not null,
  edited_body json,
  edited_at timestamptz,
  recalled_at timestamptz,
  primary key (conv, q)
);
-- The client-made id makes a send idempotent for ever. The id stands first: ids grow with time, so new ones meet at one end.
create unique index message_id on chat.message (id, conv);

create table chat.reaction (
  conv uuid not null,
  q integer not null,
  person uuid not null,
  emoji text not null,
  at timestamptz not null,
  primary key (conv, q, person, emoji)
);

create table chat.member (
  conv uuid not null,
  person uuid not null,
  role text not null check (role in ('owner', 'admin', 'member')),
  joined_at timestamptz not null,
  -- History is theirs after joined_q, and up to left_q once they are gone.
  joined_q integer not null,
  left_q integer,
  -- How far they have read, kept here only while they share read marks.
  seen_q integer not null default 0,
  primary key (conv, person)
);

create table chat.invite (
  code text primary key,
  conv uuid not null,
  made_by uuid not null,
  expires_at timestamptz not null
);
create index invite_conv on chat.invite (conv, made_by);

-- Distribution key of the rest: person.
-- The one cursor: how many things have happened to this person. Its lock orders them.
create table chat.cursor (
  person uuid primary key,
  u integer not null default 0,
  -- Notices up to here were trimmed: a device further behind takes a snapshot.
  trimmed_u integer not null default 0
) with (fillfactor = 50);

-- A person's view of one conversation; u says when it last changed for them (every event, in small conversations).
create table chat.inbox (
  person uuid not null,
  conv uuid not null,
  u integer not null,
  large boolean not null default false,
  read_q integer not null default 0,
  read_n integer not null default 0,
  mention_q integer not null default 0,
  pinned_at timestamptz,
  mute boolean not null default false,
  -- Hidden from the list until something newer than this is shown there; 0: not hidden.
  hidden_q integer not null default 0,
  draft text not null default '',
  gone boolean not null default false,
  primary key (person, conv)
) with (fillfactor = 50);

-- Other things that happened to a person.
create table chat.notice (
  person uuid not null,
  u integer not null,
  kind text not null,
  body json not null,
  at timestamptz not null,
  primary key (person, u)
);
