-- Whoever reads what is said everywhere, each on its own time: an index, the pushes. The message table is its own outbox, and
-- this is how far each reader has come.
create table chat.reader (
  name text primary key,
  -- One process reads at a time; one that died is replaced after this.
  busy_until timestamptz not null
);
create table chat.reader_place (
  reader text not null,
  conv uuid not null,
  q integer not null,
  primary key (reader, conv)
) with (fillfactor = 70);
