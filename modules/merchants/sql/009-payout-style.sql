-- How a payout is shown to whoever takes it: a page to confirm, or a red envelope.
alter table merchants.payout
  add column style text not null default 'CONFIRM_PAGE' check (style in ('CONFIRM_PAGE', 'RED_PACKET'));
