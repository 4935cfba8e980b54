create schema media;

-- What the blob store holds for people to see, by content address. bytes is the size.
create table media.blob (
  id text primary key check (id ~ '^[0-9a-f]{64}$'),
  kind text not null check (kind in ('jpeg', 'png', 'webp')),
  bytes integer not null,
  by uuid not null,
  at timestamptz not null
);
