-- The version of its tier whose ceiling a wallet's account obeys: a change of the tier reaches the others one after the other.
alter table wallet.holder add column obeys integer not null default 1;
create index holder_obeys on wallet.holder (tier, obeys);
