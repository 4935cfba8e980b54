-- The last failure of a webhook, for its owner; null after a success.
alter table bots.hook add column why text;
