-- Owner and admins may recall what others said; who did stands with the message, so that every page can say so.
alter table chat.message add column recalled_by uuid;
