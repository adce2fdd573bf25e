-- Which of many conversations go on behind a place in their log. By the index, id by id, however many the planner takes them to be.
create function grown_conversations(p_role text, p_shop text, p_person text, p_conversations text[], p_seqs integer[])
returns table (conversation_id text, seq integer)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    select asked.id, found.seq from unnest(p_conversations, p_seqs) as asked (id, seen)
    cross join lateral (select c.seq from conversations c where c.conversation_id = asked.id
      and (p_shop = '*' or c.shop_id = p_shop) limit 1) as found
    where found.seq > asked.seen;
end $$;
