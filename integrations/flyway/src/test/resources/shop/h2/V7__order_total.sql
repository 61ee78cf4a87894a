CREATE ALIAS order_total AS $$
java.math.BigDecimal orderTotal(long o) {
  return java.math.BigDecimal.valueOf(o); // not the real one
}
$$;
