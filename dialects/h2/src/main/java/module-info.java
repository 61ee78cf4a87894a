/** The dialect of H2, found by Switchback when this module is on its path. */
@SuppressWarnings("module") // the digit belongs to the name of the database
module dev.switchback.h2 {
  requires dev.switchback;
  requires static org.jspecify;

  exports dev.switchback.h2;

  provides dev.switchback.dialect.Dialect with
      dev.switchback.h2.H2Dialect;
}
