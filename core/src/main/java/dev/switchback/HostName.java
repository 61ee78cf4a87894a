package dev.switchback;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine is called, for people. */
final class HostName {

  private HostName() {}

  static String get() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unknown host";
    }
  }
}
