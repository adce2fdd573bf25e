-- The help centre: how often articles are read, and whether they helped. They belong to the marketplace, under its reserved shop.

create table help_reads (
  shop_id shop_id not null,
  article text not null,
  language text not null,
  day date not null,
  reads integer not null,
  primary key (shop_id, article, language, day)
);
select isolate('help_reads');
grant select, insert, update on help_reads to hark_app, hark_worker;

-- What one visitor says of one revision of an article: once, to be changed and taken back. The visitor is known by a hash alone.
create table help_feedback (
  shop_id shop_id not null,
  article text not null,
  language text not null,
  revision text not null,
  visitor bytea not null,
  helped boolean not null,
  given_at timestamptz not null,
  primary key (shop_id, article, language, revision, visitor)
);
select isolate('help_feedback');
grant select, insert, update, delete on help_feedback to hark_app, hark_worker;

-- What they wrote beside it is personal text: rows of its own, so that it can go and the count stays.
create table help_comments (
  shop_id shop_id not null,
  article text not null,
  language text not null,
  revision text not null,
  visitor bytea not null,
  text text not null,
  primary key (shop_id, article, language, revision, visitor),
  foreign key (shop_id, article, language, revision, visitor) references help_feedback on delete cascade
);
select isolate('help_comments');
grant select, insert, update, delete on help_comments to hark_app, hark_worker;
