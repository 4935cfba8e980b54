-- Wishes to ring more people of a conversation, by their makers' ids: one that comes again rings nobody again.
create table calls.added (
  id uuid primary key,
  call uuid not null,
  peer uuid not null,
  at timestamptz not null
);
create index added_by_peer on calls.added (peer);
