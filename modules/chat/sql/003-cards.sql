-- Cards: messages that other modules write and keep true, such as a transfer. `update` says how one stands now.
alter table chat.message drop constraint message_kind_check;
alter table chat.message add constraint message_kind_check
  check (kind in ('text', 'card', 'edit', 'recall', 'react', 'update', 'system')) not valid;
