--
-- Name: p100_t; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.p100_t (
    id integer NOT NULL,
    name text DEFAULT 'it''s;'::text
);


--
-- Name: p100_f(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.p100_f() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
begin
  perform $$;$$ || '$1;';
  return new;
end;
$_$;


ALTER TABLE ONLY public.p100_t
    ADD CONSTRAINT p100_pkey PRIMARY KEY (id);
