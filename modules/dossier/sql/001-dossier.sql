create schema dossier;

-- Copies that people asked for. The file goes when the link does; the row tells that there was one.
create table dossier.copy (
  id uuid primary key,
  person uuid not null,
  state text not null check (state in ('waiting', 'working', 'ready', 'failed', 'over')),
  -- Rows written so far.
  done integer not null default 0,
  file text,
  bytes bigint,
  made_at timestamptz not null,
  -- Until when the process that writes it has to say that it still does; then another begins anew.
  busy_until timestamptz,
  expires_at timestamptz
);
create index copy_person on dossier.copy (person, made_at desc);
create index copy_open on dossier.copy (made_at) where state in ('waiting', 'working');
create index copy_ready on dossier.copy (expires_at) where state = 'ready';
