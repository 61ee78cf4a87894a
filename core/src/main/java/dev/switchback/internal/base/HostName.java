package dev.switchback.internal.base;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The human-readable name of this machine. */
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
