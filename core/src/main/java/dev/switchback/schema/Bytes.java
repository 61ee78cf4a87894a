package dev.switchback.schema;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable byte sequence. Two are equal if they contain the same bytes. */
public final class Bytes {

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a copy of {@code bytes} as a value. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /** Returns the number of bytes. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns two hexadecimal digits for each byte, in lower case. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
