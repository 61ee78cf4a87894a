package dev.switchback.benchmarks;

/** One object of a tool, which brings one database up to date. May be run again. */
@FunctionalInterface
public interface Upgrade {

  /** Applies what is pending. */
  void run() throws Exception;
}
