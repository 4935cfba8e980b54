create schema race;
create table race.wallet (
  id uuid primary key,
  balance bigint not null check (balance >= 0)
) with (fillfactor = 50);
-- Shares are drawn when it is filled, as Plaza's are; its money lies in a wallet of the same id.
create table race.envelope (
  id uuid primary key,
  shares bigint[] not null,
  taken integer not null default 0,
  expires_at timestamptz not null
) with (fillfactor = 60);
create table race.grab (
  envelope uuid not null,
  person uuid not null,
  place integer not null,
  amount bigint not null check (amount > 0),
  at timestamptz not null default now(),
  primary key (envelope, person)
);
create table race.journal (
  id uuid primary key,
  debit uuid not null,
  credit uuid not null,
  amount bigint not null check (amount > 0),
  at timestamptz not null default now()
);

-- One call, one grab.
create function race.take(p_id uuid, p_envelope uuid, p_person uuid) returns text language plpgsql as $$
declare
  v_envelope race.envelope;
  v_amount bigint;
begin
  select * into v_envelope from race.envelope where id = p_envelope for update;
  if exists (select from race.grab where envelope = p_envelope and person = p_person) then return 'taken'; end if;
  if v_envelope.taken >= cardinality(v_envelope.shares) then return 'empty'; end if;
  if v_envelope.expires_at <= clock_timestamp() then return 'over'; end if;
  v_amount := v_envelope.shares[v_envelope.taken + 1];
  update race.envelope set taken = taken + 1 where id = p_envelope;
  insert into race.grab (envelope, person, place, amount) values (p_envelope, p_person, v_envelope.taken + 1, v_amount);
  insert into race.journal (id, debit, credit, amount) values (p_id, p_envelope, p_person, v_amount);
  update race.wallet set balance = balance - v_amount where id = p_envelope;
  update race.wallet set balance = balance + v_amount where id = p_person;
  return 'ok';
end $$;
