-- Whoever lets others nearby see them: in which cell of about a kilometre, and until when; nothing finer ever comes here.
-- Unlogged: it is in no log of writes and in no backup, and a crash forgets it. A row outlives its cell only to count how
-- often somebody looked within the hour.
create unlogged table contacts.nearby (
  person uuid primary key,
  line integer,
  place integer,
  until timestamptz,
  looks integer not null,
  since timestamptz not null
);
create index nearby_cell on contacts.nearby (line, place) where until is not null;

alter table contacts.request drop constraint request_source_check;
alter table contacts.request add constraint request_source_check
  check (source in ('handle', 'phone', 'qr', 'group', 'card', 'nearby'));
