-- The order in which things happened: two of one instant have one too.
alter table platform.news add column n bigint generated always as identity;
