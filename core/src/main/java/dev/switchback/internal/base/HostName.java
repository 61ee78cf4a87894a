package dev.switchback.internal.base;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine is called, for people. */
public final class HostName {

  private HostName() {}

  public static String get() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unknown host";
    }
  }
}
