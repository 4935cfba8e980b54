create schema scheduled;

-- Texts to be sent later. They go when they were sent. Distribution key: person.
create table scheduled.message (
  id uuid primary key,
  person uuid not null,
  conv uuid not null,
  body json not null,
  re integer,
  at timestamptz not null,
  made_at timestamptz not null,
  -- Its sending has begun: it can no longer be cancelled, and is tried until it is through.
  begun boolean not null default false,
  -- Why it could not be sent.
  failed text
);
create index message_of_person on scheduled.message (person, conv, at);

-- Messages that somebody is to be reminded of. They go when the person is done with them.
create table scheduled.reminder (
  id uuid primary key,
  person uuid not null,
  conv uuid not null,
  q integer not null,
  at timestamptz not null,
  due boolean not null default false
);
create index reminder_of_person on scheduled.reminder (person, at);
