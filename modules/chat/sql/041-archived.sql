-- Out of the list while nothing is said after message n, or for as long as it is muted. Null: not archived.
alter table chat.inbox add column archived_n integer;
