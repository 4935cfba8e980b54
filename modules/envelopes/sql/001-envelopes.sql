create schema envelopes;

-- A red envelope: its shares are fixed when it is sent, and its money lies in an account of its own.
-- Whoever holds this row's lock gives out the next share. Distribution key: id (take carries it as envelope).
create table envelopes.envelope (
  id uuid primary key,
  sender uuid not null,
  conv uuid not null,
  kind text not null check (kind in ('one', 'equal', 'lucky')),
  -- The only one who may open it; null: whoever is in the conversation.
  person uuid,
  currency text not null,
  total bigint not null check (total > 0),
  count integer not null check (count between 1 and 500),
  wish text not null,
  cover text not null,
  -- Minor units in the order in which they are taken, as text: no number of JavaScript holds every bigint.
  shares json not null,
  -- Decides lucky shares; its SHA-256 (seal) is told at once, the seed itself when nothing is left to take.
  seed bytea,
  seal text,
  account uuid not null,
  -- Who took a share, in order.
  takers uuid[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'empty', 'returned')),
  returned bigint,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz,
  -- How its card should show it, and how it does: 0 as sent, 1 as finished; -1 not posted yet.
  version integer not null default 0,
  told integer not null default -1
) with (fillfactor = 60);
create index envelope_due on envelopes.envelope (expires_at) where state = 'open';
create index envelope_untold on envelopes.envelope (id) where told < version;
create index envelope_sender on envelopes.envelope (sender, created_at desc);

-- A share that somebody took, written in the commit that paid it.
create table envelopes.take (
  envelope uuid not null,
  person uuid not null,
  place integer not null,
  amount bigint not null check (amount > 0),
  at timestamptz not null,
  primary key (envelope, person)
);
create index take_person on envelopes.take (person, at desc);
