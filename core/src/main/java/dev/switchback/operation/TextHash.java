package dev.switchback.operation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a text that is given in parts. */
final class TextHash {

  private final MessageDigest digest;

  TextHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  TextHash add(String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Returns the hash in lower-case hexadecimal digits. */
  String end() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
