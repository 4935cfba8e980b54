-- Common words are found among the newest messages, without asking the index for all that have them.
create index message_at on search.message (at desc, conv desc, q desc);
