-- Requests of merchants' programs, those that were refused too: who asked what about which order and what was wrong. No
-- bodies and no signatures. For a while and up to so many: a chore forgets the rest.
create table merchants.request (
  -- As the answer's header has it; ordered by time.
  id uuid primary key,
  mchid text not null,
  -- The signature was right. Whoever only says that they are a merchant cannot push out what it asked itself.
  signed boolean not null,
  at timestamptz not null,
  took_ms integer not null,
  operation text not null,
  status integer not null,
  code text,
  field text,
  issue text,
  -- Why a signature was refused, and by how many seconds a clock was off.
  trouble text,
  off_s integer,
  out_trade_no text
);
create index request_list on merchants.request (mchid, id desc);
create index request_order on merchants.request (mchid, out_trade_no, id) where out_trade_no is not null;
create index request_at on merchants.request (at);

-- Whose a key is that came under another number than its own.
create index api_certificate_serial on merchants.api_certificate (serial);

-- When an order began to wait for its payer to confirm it. Every other change of its state has its time already.
alter table merchants.trade add column paying_at timestamptz;
