package dev.switchback.faults;

/** Where another process connects to. */
record Door(String url, String user, String password) {

  /** Without the URL: it may hold a password. */
  @Override
  public String toString() {
    return "the way for another process";
  }
}
