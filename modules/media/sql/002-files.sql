-- Uploads on their way: how many bytes are there already is what the file in the home says, so that it is right whenever
-- the process dies.
create table media.upload (
  id uuid primary key,
  person uuid not null,
  sent_as text not null check (sent_as in ('picture', 'video', 'voice', 'file')),
  name text not null,
  type text not null,
  original boolean not null,
  bytes bigint not null,
  state text not null check (state in ('sending', 'working', 'ready', 'refused')),
  code text,
  file text,
  tries integer not null default 0,
  -- Whoever examines it has it until then.
  leased_until timestamptz,
  at timestamptz not null,
  touched_at timestamptz not null
);
create index upload_open on media.upload (person) where state in ('sending', 'working');
create index upload_touched on media.upload (touched_at);

-- What the city knows of a file by reading it. The same bytes may be a picture to one sender and a mere file to another.
create table media.file (
  id text not null check (id ~ '^[0-9a-f]{64}$'),
  kind text not null check (kind in ('picture', 'video', 'voice', 'file')),
  type text not null,
  bytes bigint not null,
  w integer,
  h integer,
  ms integer,
  hash text,
  wave text,
  -- Smaller copies, files of the store as well.
  thumb text,
  view text,
  at timestamptz not null,
  -- When to look whether anybody needs it still; null: not before somebody lets it go.
  look_at timestamptz,
  primary key (id, kind)
);
create index file_look on media.file (look_at) where look_at is not null;
create index file_thumb on media.file (thumb) where thumb is not null;
create index file_view on media.file (view) where view is not null;

-- Who put a file up: it counts in their quota.
create table media.holding (
  person uuid not null,
  file text not null,
  kind text not null,
  bytes bigint not null,
  at timestamptz not null,
  primary key (person, file, kind)
);
create index holding_file on media.holding (file, kind);
