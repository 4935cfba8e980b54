create schema jobs;

-- Work that was promised in some transaction. It is deleted when done; what fails comes again later.
create table jobs.job (
  id uuid not null,
  listener text not null,
  topic text not null,
  body jsonb not null,
  run_at timestamptz not null,
  tries integer not null default 0,
  error text,
  primary key (id, listener)
);
create index job_due on jobs.job (run_at);

-- When each regular chore is next due: whoever moves the hand does the work.
create table jobs.chore (
  name text primary key,
  next_at timestamptz not null
);
