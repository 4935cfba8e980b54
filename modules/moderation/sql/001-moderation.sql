create schema moderation;

-- What somebody brought to the city's office about a person or a message. Never deleted: it is evidence, and so is who decided.
create table moderation.report (
  id uuid primary key,
  by_person uuid not null,
  about uuid not null,
  conv uuid,
  q integer,
  reason text not null,
  note text not null,
  -- The message and those around it, as whoever reports could read them then: what is recalled later stays to be judged.
  context json not null,
  state text not null default 'open' check (state in ('open', 'upheld', 'dismissed')),
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision text
);
create index report_open on moderation.report (made_at, id) where state = 'open';
create index report_by on moderation.report (by_person, made_at);
create index report_about on moderation.report (about, made_at);
