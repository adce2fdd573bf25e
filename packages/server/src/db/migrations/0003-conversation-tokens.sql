-- Tokens whose bearer may read and write one conversation: only their SHA-256 is kept.

create table conversation_tokens (
  shop_id shop_id not null,
  conversation_id text not null,
  hash bytea not null,
  issued_at timestamptz not null default now(),
  primary key (shop_id, conversation_id)
);
select isolate('conversation_tokens');
grant select, insert on conversation_tokens to hark_app, hark_worker;

create function save_conversation_token(p_role text, p_shop text, p_person text, p_conversation text, p_hash bytea)
returns void
language plpgsql as $$
begin
  perform hark.enter(p_role, p_shop, p_person);
  insert into conversation_tokens (shop_id, conversation_id, hash) values (p_shop, p_conversation, p_hash);
end $$;

create function find_conversation_token(p_role text, p_shop text, p_person text, p_conversation text)
returns table (hash bytea)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query select t.hash from conversation_tokens t where t.shop_id = p_shop and t.conversation_id = p_conversation;
end $$;

-- What is due and not yet done, over all shops that the caller may see.
create function backlog(p_role text, p_shop text, p_person text)
returns table (waiting integer, oldest_ms double precision)
language plpgsql as $$
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query select count(*)::integer, extract(epoch from min(o.due_at))::double precision * 1000
    from outbox o where o.visible_at <= now();
end $$;
