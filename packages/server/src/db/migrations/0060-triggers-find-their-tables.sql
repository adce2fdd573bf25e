-- Whoever changes a table, also by hand and with another search path, has its triggers find the tables of this schema.
alter function forget_desk_words() set search_path = hark, pg_catalog;
