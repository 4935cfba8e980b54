-- A check of a table is read from text for every statement, a domain's once for each connection.
create domain ledger.kind as text
  check (value in ('transfer', 'hold', 'capture', 'void', 'expire', 'reverse', 'sweep'));
create domain ledger.held as bigint check (value >= 0);
create domain ledger.hold_state as text check (value in ('open', 'captured', 'voided', 'expired'));

alter table ledger.transfer drop constraint transfer_kind_check;
alter table ledger.transfer alter column kind type ledger.kind;
alter table ledger.account drop constraint account_held_out_check, drop constraint account_held_in_check;
alter table ledger.account alter column held_out type ledger.held, alter column held_in type ledger.held;
alter table ledger.head drop constraint head_shard_check;
