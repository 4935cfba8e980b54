create schema contacts;

-- A person as its owner keeps them. A friendship is two rows with friend = true, written in one transaction; a row with
-- friend = false is only a block. What remark, tags and star say is the owner's alone.
create table contacts.contact (
  owner uuid not null,
  other uuid not null,
  friend boolean not null,
  remark text not null default '',
  tags text[] not null default '{}',
  starred boolean not null default false,
  blocked boolean not null default false,
  since timestamptz not null,
  primary key (owner, other),
  check (owner <> other),
  check (friend or blocked)
);

-- remark is what the asker will call the other; it waits here until both are friends.
create table contacts.request (
  id uuid primary key,
  from_person uuid not null,
  to_person uuid not null,
  note text not null,
  source text not null check (source in ('handle', 'phone', 'qr', 'group', 'card')),
  remark text not null default '',
  state text not null check (state in ('open', 'accepted', 'declined', 'expired')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check (from_person <> to_person)
);
create index request_from on contacts.request (from_person, created_at);
create index request_to on contacts.request (to_person, created_at);
create index request_expires on contacts.request (expires_at) where state = 'open';
-- One question at a time from one to another.
create unique index request_open on contacts.request (from_person, to_person) where state = 'open';

-- The secret behind a person's QR code.
create table contacts.qr (
  person uuid primary key,
  secret text not null,
  constraint qr_secret unique (secret)
);
