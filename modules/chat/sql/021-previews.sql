-- What pages elsewhere call themselves, asked once for everybody. A page that said nothing is remembered as such.
create table chat.preview (
  url text primary key,
  facts json,
  at timestamptz not null
);
create index preview_at on chat.preview (at);
