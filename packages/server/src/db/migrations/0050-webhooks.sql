-- Webhooks: who is told of what happens, what they were sent, and how it went.

create table webhook_endpoints (
  shop_id shop_id not null,
  endpoint_id text not null,
  url text not null,
  description text not null,
  event_types text[] not null,
  enabled boolean not null,
  -- Why Hark itself turned it off; null when it is on, or a person did.
  off_because text check (off_because in ('gone', 'failing')),
  -- Since when nothing was accepted there; null after a success.
  failing_since timestamptz,
  made_by text not null,
  made_at timestamptz not null,
  removed_at timestamptz,
  primary key (shop_id, endpoint_id)
);
create unique index webhook_endpoints_by_id on webhook_endpoints (endpoint_id);
select isolate('webhook_endpoints');
grant select, insert, update on webhook_endpoints to hark_app, hark_worker;

-- What deliveries are signed with, encrypted. After a rotation the one before signs too, until it ends.
create table webhook_secrets (
  shop_id shop_id not null,
  endpoint_id text not null,
  secret_id text not null,
  sealed text not null,
  made_at timestamptz not null,
  ends_at timestamptz,
  primary key (shop_id, endpoint_id, secret_id)
);
select isolate('webhook_secrets');
grant select, insert, update, delete on webhook_secrets to hark_app, hark_worker;

-- What committed with the events of a turn and was not yet put in front of the endpoints that want it.
create table webhook_messages (
  shop_id shop_id not null,
  message_id text not null,
  conversation_id text not null,
  seq integer not null,
  type text not null,
  at timestamptz not null,
  -- The body, byte for byte as it is signed and sent.
  body text not null,
  primary key (shop_id, message_id)
);
select isolate('webhook_messages');
-- Whoever takes them locks them, which is an update by name.
grant select, insert, update, delete on webhook_messages to hark_app, hark_worker;

create table webhook_deliveries (
  -- Whose endpoint it is; what it tells may be of another shop, where the endpoint is the platform's.
  shop_id shop_id not null,
  endpoint_id text not null,
  message_id text not null,
  -- Null for a test.
  conversation_id text,
  seq integer not null,
  type text not null,
  body text not null,
  made_at timestamptz not null,
  status text not null check (status in ('waiting', 'delivered', 'failed')),
  -- Ever, and since it was last begun or sent again.
  attempts integer not null default 0,
  tries integer not null default 0,
  -- Nobody sends it before: the next try, or while somebody is at it the end of their lease.
  next_at timestamptz not null,
  sending boolean not null default false,
  -- Why it is not delivered, in words.
  trouble text,
  primary key (shop_id, endpoint_id, message_id)
);
create index webhook_deliveries_due on webhook_deliveries (endpoint_id, next_at) where status = 'waiting';
create index webhook_deliveries_in_order on webhook_deliveries (endpoint_id, conversation_id, seq) where status = 'waiting';
create index webhook_deliveries_under_way on webhook_deliveries (endpoint_id) where sending;
create index webhook_deliveries_by_time on webhook_deliveries (shop_id, endpoint_id, made_at desc, message_id);
create index webhook_deliveries_by_age on webhook_deliveries (made_at);
select isolate('webhook_deliveries');
grant select, insert, update, delete on webhook_deliveries to hark_app, hark_worker;

create table webhook_attempts (
  shop_id shop_id not null,
  endpoint_id text not null,
  message_id text not null,
  attempt integer not null,
  at timestamptz not null,
  took_ms integer not null,
  -- Null: there was no answer.
  status_code integer,
  trouble text,
  -- The beginning of the answer, masked.
  response text,
  primary key (shop_id, endpoint_id, message_id, attempt),
  foreign key (shop_id, endpoint_id, message_id) references webhook_deliveries on delete cascade
);
select isolate('webhook_attempts');
grant select, insert, delete on webhook_attempts to hark_app, hark_worker;

-- As before, and what webhooks tell commits with the turn.
alter function apply_follows(text, text, json) rename to apply_follows_of_turn;
create function apply_follows(p_shop text, p_conversation text, p_follows json) returns void
language plpgsql as $$
begin
  perform hark.apply_follows_of_turn(p_shop, p_conversation, p_follows);
  if json_array_length(p_follows -> 'told') > 0 then
    insert into webhook_messages (shop_id, message_id, conversation_id, seq, type, at, body)
    select p_shop, t.message_id, p_conversation, t.seq, t.type, t.at, t.body
    from json_to_recordset(p_follows -> 'told') as t(message_id text, seq integer, type text, at timestamptz, body text);
  end if;
end $$;

-- Puts what was told in front of the endpoints that want it; once each, whoever does it.
create function spread_webhooks(p_limit integer) returns void
language plpgsql as $$
begin
  with told as (
    delete from webhook_messages m
    where (m.shop_id, m.message_id) in (select w.shop_id, w.message_id from webhook_messages w
      order by w.at, w.conversation_id, w.seq limit p_limit for update skip locked)
    returning m.*
  )
  insert into webhook_deliveries (shop_id, endpoint_id, message_id, conversation_id, seq, type, body, made_at, status,
    next_at, trouble)
  select e.shop_id, e.endpoint_id, t.message_id, t.conversation_id, t.seq, t.type, t.body, t.at,
    case when e.enabled then 'waiting' else 'failed' end, t.at,
    case when not e.enabled then 'The endpoint was off.' end
  from told t join webhook_endpoints e on e.shop_id in (t.shop_id, 'platform')
  -- Whom Hark turned off may have it sent later; whom a person turned off wants nothing. Nobody is told of what was before them.
  where e.removed_at is null and (e.enabled or e.off_because is not null)
    and t.type = any (e.event_types) and e.made_at <= t.at
  on conflict do nothing;
end $$;

-- Up to `p_limit` deliveries that are due, at most `p_each` under way at one endpoint, for `p_lease_ms`.
create function take_webhooks(p_role text, p_shop text, p_person text, p_now timestamptz, p_limit integer, p_each integer,
  p_lease_ms integer)
returns table (of_shop text, endpoint_id text, message_id text, body text, made_ms double precision, attempts integer,
  tries integer, url text, sealed text[])
language plpgsql as $$
#variable_conflict use_column
declare
  v_endpoint record;
  v_left integer := p_limit;
  v_taken integer;
begin
  perform hark.enter(p_role, p_shop, p_person);
  perform hark.spread_webhooks(500);
  for v_endpoint in
    with recursive walk as (
      (select d.endpoint_id from webhook_deliveries d where d.status = 'waiting' order by d.endpoint_id limit 1)
      union all
      select (select d.endpoint_id from webhook_deliveries d where d.status = 'waiting' and d.endpoint_id > walk.endpoint_id
        order by d.endpoint_id limit 1) from walk where walk.endpoint_id is not null
    )
    select e.shop_id, e.endpoint_id, e.url,
      (select count(*)::integer from webhook_deliveries d where d.endpoint_id = e.endpoint_id and d.sending
        and d.next_at > p_now) as busy,
      array(select s.sealed from webhook_secrets s where s.shop_id = e.shop_id and s.endpoint_id = e.endpoint_id
        and (s.ends_at is null or s.ends_at > p_now) order by s.made_at desc) as sealed
    from walk join webhook_endpoints e on e.endpoint_id = walk.endpoint_id
    where e.enabled and e.removed_at is null
    order by random()
  loop
    exit when v_left <= 0;
    return query
      with due as materialized (
        select d.shop_id, d.endpoint_id, d.message_id from webhook_deliveries d
        where d.endpoint_id = v_endpoint.endpoint_id and d.status = 'waiting' and d.next_at <= p_now
          -- In the order of the conversation, as long as nothing failed.
          and not exists (select from webhook_deliveries o where o.endpoint_id = d.endpoint_id
            and o.conversation_id = d.conversation_id and o.seq < d.seq and o.status = 'waiting'
            and (o.tries = 0 or (o.tries = 1 and o.sending)))
        order by d.next_at, d.seq
        limit greatest(0, least(v_left, p_each - v_endpoint.busy)) for update skip locked
      )
      update webhook_deliveries d set sending = true, attempts = d.attempts + 1, tries = d.tries + 1,
        next_at = p_now + make_interval(secs => p_lease_ms / 1000.0)
      from due where d.shop_id = due.shop_id and d.endpoint_id = due.endpoint_id and d.message_id = due.message_id
      returning d.shop_id::text, d.endpoint_id, d.message_id, d.body, extract(epoch from d.made_at)::double precision * 1000,
        d.attempts, d.tries, v_endpoint.url, v_endpoint.sealed;
    get diagnostics v_taken = row_count;
    v_left := v_left - v_taken;
  end loop;
end $$;
