-- A marketplace of several shops: a conversation is one shop's (or the platform's), while what limits count, and a buyer's own
-- list, go across the shops.

-- What limits count is of the whole marketplace: who acts on an order of another shop acts on the same order and as the
-- same buyer. It lies under the reserved shop `platform`, where every shop's turns may read and reserve it.
alter table usage no force row level security;
alter table usage_versions no force row level security;
insert into usage_versions (shop_id, action, scope, version)
select 'platform', action, scope, sum(version) from usage_versions where shop_id <> 'platform' group by action, scope
on conflict (shop_id, action, scope) do update set version = usage_versions.version + excluded.version;
delete from usage_versions where shop_id <> 'platform';
update usage set shop_id = 'platform' where shop_id <> 'platform';
alter table usage force row level security;
alter table usage_versions force row level security;

create policy of_the_marketplace on usage to hark_app, hark_worker
  using (shop_id = 'platform' and current_setting('hark.shop', true) <> '')
  with check (shop_id = 'platform' and current_setting('hark.shop', true) <> '');
create policy of_the_marketplace on usage_versions to hark_app, hark_worker
  using (shop_id = 'platform' and current_setting('hark.shop', true) <> '')
  with check (shop_id = 'platform' and current_setting('hark.shop', true) <> '');

-- Locks what the reservations count, in one order for everybody; false when something was added since it was read.
create or replace function lock_usage(p_shop text, p_usage json) returns boolean
language plpgsql as $$
begin
  insert into usage_versions (shop_id, action, scope, version)
  select distinct 'platform', u.action, u.scope, 0 from json_to_recordset(p_usage) as u(action text, scope text)
  order by 2, 3
  on conflict do nothing;
  perform 1 from usage_versions v
  where v.shop_id = 'platform'
    and (v.action, v.scope) in (select u.action, u.scope from json_to_recordset(p_usage) as u(action text, scope text))
  order by v.action, v.scope
  for no key update;
  return not exists (
    select from json_to_recordset(p_usage) as u(action text, scope text, seen integer)
    join usage_versions v on v.shop_id = 'platform' and v.action = u.action and v.scope = u.scope
    where v.version <> u.seen);
end $$;

create or replace function apply_follows(p_shop text, p_conversation text, p_follows json) returns void
language plpgsql as $$
begin
  if json_array_length(p_follows -> 'inbound') > 0 then
    insert into inbound (shop_id, conversation_id, source, id, seq)
    select p_shop, p_conversation, k.source, k.id, k.seq
    from json_to_recordset(p_follows -> 'inbound') as k(source text, id text, seq integer);
  end if;
  if json_array_length(p_follows -> 'work') > 0 then
    insert into outbox (shop_id, conversation_id, seq, kind, due_at, visible_at)
    select p_shop, p_conversation, w.seq, w.kind, w.due_at, w.visible_at
    from json_to_recordset(p_follows -> 'work') as w(seq integer, kind text, due_at timestamptz, visible_at timestamptz);
  end if;
  if json_array_length(p_follows -> 'finished') > 0 then
    delete from outbox where shop_id = p_shop and conversation_id = p_conversation
      and seq in (select f::integer from json_array_elements_text(p_follows -> 'finished') as f);
  end if;
  if json_array_length(p_follows -> 'released') > 0 then
    delete from usage where shop_id = 'platform' and conversation_id = p_conversation
      and request_seq in (select r::integer from json_array_elements_text(p_follows -> 'released') as r);
  end if;
  if json_array_length(p_follows -> 'usage') > 0 then
    insert into usage (shop_id, action, scope, conversation_id, request_seq, used_at, amount_cents)
    select 'platform', u.action, u.scope, p_conversation, u.request_seq, u.used_at, u.amount_cents
    from json_to_recordset(p_follows -> 'usage')
      as u(action text, scope text, request_seq integer, used_at timestamptz, amount_cents bigint);
    update usage_versions v set version = v.version + added.times
    from (select u.action, u.scope, count(*)::integer as times
      from json_to_recordset(p_follows -> 'usage') as u(action text, scope text) group by 1, 2) as added
    where v.shop_id = 'platform' and v.action = added.action and v.scope = added.scope;
  end if;
end $$;

create or replace function read_usage(p_role text, p_shop text, p_person text, p_action text, p_scopes json,
  p_since timestamptz)
returns table (scope text, version integer, used_ms double precision, amount_cents bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  -- One statement, so that rows and versions are of one moment.
  return query
    select v.scope, v.version, extract(epoch from u.used_at)::double precision * 1000, u.amount_cents
    from usage_versions v
    left join usage u on u.shop_id = v.shop_id and u.action = v.action and u.scope = v.scope
      and u.used_at >= p_since
    where v.shop_id = 'platform' and v.action = p_action
      and v.scope in (select s from json_array_elements_text(p_scopes) as s)
    order by u.used_at, v.scope;
end $$;

-- A buyer reads the heads of their own conversations, with whichever shop they were: the person of the context, of no shop.
create policy of_the_buyer on conversations for select to hark_app
  using (current_setting('hark.shop', true) = '' and subject = current_setting('hark.person', true)
    and subject like 'buyer:%');

drop index conversations_by_subject;
create index conversations_by_subject on conversations (subject, opened_at desc);
-- For those who see every shop.
create index conversations_of_all_by_opening on conversations (opened_at desc);
create index conversation_tokens_by_conversation on conversation_tokens (conversation_id);

drop function buyer_conversations(text, text, text, text, integer);
create function buyer_conversations(p_role text, p_shop text, p_person text, p_limit integer)
returns table (of_shop text, conversation_id text, updated_ms double precision, status text, topic text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    select c.shop_id::text, c.conversation_id, extract(epoch from c.updated_at)::double precision * 1000, c.status, c.topic
    from conversations c where c.subject = p_person
    order by c.opened_at desc, c.conversation_id limit p_limit;
end $$;

drop function latest_conversations(text, text, text, integer);
create function latest_conversations(p_role text, p_shop text, p_person text, p_limit integer)
returns table (of_shop text, conversation_id text, updated_ms double precision, status text, topic text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  if p_shop = '*' then
    return query
      select c.shop_id::text, c.conversation_id, extract(epoch from c.updated_at)::double precision * 1000, c.status, c.topic
      from conversations c order by c.opened_at desc, c.conversation_id limit p_limit;
  else
    return query
      select c.shop_id::text, c.conversation_id, extract(epoch from c.updated_at)::double precision * 1000, c.status, c.topic
      from conversations c where c.shop_id = p_shop
      order by c.opened_at desc, c.conversation_id limit p_limit;
  end if;
end $$;

create or replace function find_conversation_token(p_role text, p_shop text, p_person text, p_conversation text)
returns table (hash bytea)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query select t.hash from conversation_tokens t where (p_shop = '*' or t.shop_id = p_shop)
    and t.conversation_id = p_conversation;
end $$;
