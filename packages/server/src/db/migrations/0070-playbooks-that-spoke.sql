-- What a playbook says, by reply: the words of an old conversation are written with the texts of the version that decided it.
alter table playbooks add column texts jsonb;

-- It is the platform's: nobody of a shop writes it, and whoever works for it reads it.
create index playbooks_that_spoke on playbooks (published_at desc) where texts is not null;
