-- A buyer's own list of conversations.

-- The subject changes at most once, when it becomes known who is there: saving a snapshot still touches no index.
create index conversations_by_subject on conversations (shop_id, subject, opened_at desc);

create function buyer_conversations(p_role text, p_shop text, p_person text, p_subject text, p_limit integer)
returns table (conversation_id text, updated_ms double precision, status text, topic text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    select c.conversation_id, extract(epoch from c.updated_at)::double precision * 1000, c.status, c.topic
    from conversations c where c.shop_id = p_shop and c.subject = p_subject
    order by c.opened_at desc, c.conversation_id limit p_limit;
end $$;
