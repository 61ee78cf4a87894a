-- as pg_dump writes it
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
CREATE TABLE public.stock (product_id bigint NOT NULL, amount integer DEFAULT 0 NOT NULL);
ALTER TABLE ONLY public.stock ADD CONSTRAINT stock_pkey PRIMARY KEY (product_id);
ALTER TABLE ONLY public.stock ADD CONSTRAINT stock_product_fk FOREIGN KEY (product_id) REFERENCES public.products(id);
