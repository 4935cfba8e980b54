-- Messages that are more than words.
alter table chat.message drop constraint message_kind_check;
alter table chat.message add constraint message_kind_check
  check (kind in ('text', 'card', 'picture', 'video', 'voice', 'file', 'place', 'person', 'sticker', 'record',
    'edit', 'recall', 'react', 'update', 'system')) not valid;

-- Which file is in which message: who may read the message may read the file, and nobody else. Written with the message.
-- Distribution key: conv.
create table chat.attachment (
  conv uuid not null,
  q integer not null,
  place integer not null,
  file text not null,
  kind text not null check (kind in ('picture', 'video', 'voice', 'file')),
  sender uuid not null,
  bytes bigint not null,
  name text,
  -- In a record of other messages: readable with it, but no file of this conversation.
  inside boolean not null,
  at timestamptz not null,
  -- Its sender let go of it to make room.
  freed_at timestamptz,
  primary key (conv, q, place)
);
create index attachment_file on chat.attachment (file, kind);
create index attachment_sender on chat.attachment (sender, conv, at) where freed_at is null;
