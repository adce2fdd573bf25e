-- After a start everybody comes back at once: the tokens of many conversations are read in one query.
drop function find_conversation_token(text, text, text, text);
create function find_conversation_tokens(p_role text, p_shop text, p_person text, p_conversations text[])
returns table (conversation_id text, hash bytea)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  -- By the index, id by id, however many the planner takes them to be.
  return query
    select asked.id, found.hash from unnest(p_conversations) as asked (id)
    cross join lateral (select t.hash from conversation_tokens t where t.conversation_id = asked.id
      and (p_shop = '*' or t.shop_id = p_shop) limit 1) as found;
end $$;
