-- What a program's server asked, and what it was told: for its developers, a week long. way: it asked (api) or was told (push).
-- name: an operation, a path, or the kind of news. id: of the request, or of the news, the same in every try.
create table platform.call (
  n bigint generated always as identity primary key,
  app_id text not null,
  way text not null check (way in ('api', 'push')),
  id uuid not null,
  name text not null,
  ok boolean not null,
  outcome text not null,
  ms integer not null,
  asked text not null,
  answered text not null,
  replay boolean not null default false,
  person uuid,
  at timestamptz not null
);
create index call_of_program on platform.call (app_id, n desc);
create index call_failed on platform.call (app_id, n desc) where not ok;
create index call_age on platform.call (at);
create index call_of_person on platform.call (person) where person is not null;

-- replay: the developer's wish that brought it once more; it is tried once then.
alter table platform.news add column replay uuid;
