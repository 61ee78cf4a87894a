CREATE OR REPLACE FUNCTION order_total(o BIGINT) RETURNS NUMERIC
LANGUAGE plpgsql STABLE AS $$
DECLARE
  result NUMERIC;
BEGIN
  SELECT SUM(l.quantity * p.price) INTO result
  FROM order_lines l JOIN products p ON p.id = l.product_id
  WHERE l.order_id = o; -- with a semicolon; in a comment
  RETURN COALESCE(result, 0);
END;
$$;
