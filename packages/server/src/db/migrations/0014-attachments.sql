-- Pictures and documents that belong to a conversation. The bytes lie elsewhere, in a group of the conversation's own; a row says
-- what a file is and whether a message carries it. Whose it is the conversation says: its subject may become known later.

create table attachments (
  shop_id shop_id not null,
  conversation_id text not null,
  -- A hash of conversation, author and content: the same file again is the same row.
  attachment_id text not null,
  author text not null check (author in ('buyer', 'person')),
  name text not null,
  kind text not null,
  bytes integer not null,
  sha256 text not null,
  width integer,
  height integer,
  uploaded_at timestamptz not null,
  -- Null while no message carries it.
  sent_at timestamptz,
  primary key (shop_id, conversation_id, attachment_id)
);
create index attachments_unsent on attachments (uploaded_at) where sent_at is null;
select isolate('attachments');
grant select, insert, update, delete on attachments to hark_app, hark_worker;
