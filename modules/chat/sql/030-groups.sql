-- What owner and admins decide: who comes in, who speaks, whom @all reaches.
alter table chat.conversation
  -- Whoever comes by a link or is added by an ordinary member waits until an admin lets them in.
  add column approval boolean not null default false,
  -- Every member may mention everybody; otherwise only owner and admins.
  add column all_free boolean not null default false,
  -- Few write, many read. A group is made so, and stays so.
  add column announces boolean not null default false;

alter table chat.member
  add column nickname text,
  -- Until then they only read. It outlasts a membership: leaving and coming back lifts nothing.
  add column muted_until timestamptz;

-- Who would like to come into a group. Distribution key: conv.
create table chat.waiting (
  conv uuid not null,
  person uuid not null,
  -- Null: they came by a link.
  invited_by uuid,
  reason text not null,
  at timestamptz not null,
  -- Kept for a while, so that a decline is not answered by asking again.
  declined_at timestamptz,
  primary key (conv, person)
);
create index waiting_person on chat.waiting (person);
create index waiting_declined on chat.waiting (declined_at) where declined_at is not null;

-- Messages to everybody, so that a day's can be counted without reading the day.
create table chat.said_to_all (
  conv uuid not null,
  at timestamptz not null,
  q integer not null,
  primary key (conv, at, q)
);
