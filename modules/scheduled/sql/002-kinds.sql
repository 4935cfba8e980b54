-- Not only texts: a message with files is put off as it will be sent.
alter table scheduled.message add column kind text not null default 'text';

-- The files that wait with their message, so that nobody takes them for forgotten.
create table scheduled.file (
  message uuid not null references scheduled.message (id) on delete cascade,
  file text not null,
  kind text not null,
  person uuid not null,
  primary key (message, file)
);
create index file_by_key on scheduled.file (file, kind);
