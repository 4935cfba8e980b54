-- Whom a call rang on their devices: they are told what became of it. Forgotten after a day. Distribution key: person.
create table notifications.rung (
  call uuid not null,
  person uuid not null,
  at timestamptz not null,
  primary key (call, person)
);
create index rung_at on notifications.rung (at);
