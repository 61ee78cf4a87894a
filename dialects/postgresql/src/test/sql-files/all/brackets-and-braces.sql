CREATE TABLE p95_t (a int[] DEFAULT '{1,2}', b text[] DEFAULT ARRAY['(', ';', ')'], c text DEFAULT ')');
ALTER TABLE p95_t ALTER a DROP DEFAULT;
