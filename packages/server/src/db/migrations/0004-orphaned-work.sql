-- Work that was being carried out when its process died, given out again at once; how many pieces. Only for a database
-- of which the caller knows that nobody else uses it.
create function release_work(p_role text, p_shop text, p_person text) returns integer
language plpgsql as $$
declare
  v_count integer;
begin
  perform hark.enter(p_role, p_shop, p_person);
  update outbox set visible_at = due_at where visible_at > due_at;
  get diagnostics v_count = row_count;
  return v_count;
end $$;
