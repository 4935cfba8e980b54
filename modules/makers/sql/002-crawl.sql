-- A look at every page of a version that was submitted, by the city's own browser. leased_until: a process is at it; when
-- that one dies, another begins anew after it. why: what kept it from being done.
create table makers.crawl (
  version uuid primary key references makers.version,
  state text not null check (state in ('waiting', 'running', 'done', 'cut', 'failed')),
  why text,
  pages integer not null,
  left_out integer not null,
  tries integer not null default 0,
  leased_until timestamptz,
  asked_at timestamptz not null,
  ended_at timestamptz
);
create index crawl_due on makers.crawl (asked_at) where state in ('waiting', 'running');

-- What was found on one page. picture: JPEG; small, few, and gone with the row, which blobs never are.
create table makers.shot (
  version uuid not null references makers.crawl on delete cascade,
  n integer not null,
  path text not null,
  opened boolean not null,
  errors jsonb not null,
  unsupported jsonb not null,
  picture bytea,
  primary key (version, n)
);
