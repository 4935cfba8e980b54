-- A request may be taken back by whoever made it; then it is no longer shown to the other.
alter table contacts.request drop constraint request_state_check;
alter table contacts.request
  add constraint request_state_check check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn'));
