-- What a batcher remembers of a shard holds as long as nobody else wrote in it. `last` is the newest journal row, or null
-- after a change that is no row (a plan's limits); a batch that was judged from memory says which row it remembers as the
-- newest, and does nothing if that is no longer so. `before` is what `last` was when the newest row was written.
alter table ledger.head add column last uuid;
alter table ledger.head add column before uuid;

-- How many times people changed what the account may do (ledger.act): changes that are no journal rows.
alter table ledger.account add column acts integer not null default 0;
