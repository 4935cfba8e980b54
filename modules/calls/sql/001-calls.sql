create schema calls;

-- A call, from its first ring to its end. Its row's lock orders everything that happens in it. Distribution key: id.
create table calls.call (
  id uuid primary key,
  conv uuid not null,
  kind text not null check (kind in ('voice', 'video')),
  by uuid not null,
  state text not null check (state in ('ringing', 'live', 'ended')),
  why text check (why in ('missed', 'declined', 'busy', 'cancelled', 'hung_up')),
  at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  version integer not null default 0,
  -- Where its card stands in the conversation, and which version that shows.
  q integer,
  shown integer not null default -1
);
-- One open call in a conversation: whoever calls at the same moment joins it.
create unique index call_open on calls.call (conv) where state <> 'ended';

-- Whom a call rings, and what they answered.
create table calls.asked (
  call uuid not null,
  person uuid not null,
  at timestamptz not null,
  answer text check (answer in ('joined', 'declined', 'busy', 'missed')),
  primary key (call, person)
);
create index asked_ringing on calls.asked (person) where answer is null;

-- Devices in a call. seen_at: when the device last said that it is still there.
create table calls.party (
  peer uuid primary key,
  call uuid not null,
  person uuid not null,
  joined_at timestamptz not null,
  seen_at timestamptz not null,
  left_at timestamptz
);
create index party_of_call on calls.party (call) where left_at is null;
create index party_of_person on calls.party (person) where left_at is null;
