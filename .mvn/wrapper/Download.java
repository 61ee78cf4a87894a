import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches, verifies and unpacks Maven for {@code mvnw}, which runs this file as it is, so that a
 * build needs nothing but a JDK: {@code java Download.java <url of the zip> <SHA-512> <folder>}.
 *
 * <p>Exits with 0 when the folder is there and complete, 3 when the zip could not be fetched, and 1
 * when it is not the expected one or could not be unpacked.
 */
final class Download {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 60_000;

  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments[0]);
    String place = (url.getHost() == null ? "" : url.getHost()) + url.getPath(); // no password
    byte[] zip = new byte[0];
    try (InputStream body = connect(url).getInputStream()) {
      zip = body.readAllBytes();
    } catch (IOException e) {
      System.err.println("cannot fetch " + place + " (" + e.getClass().getSimpleName() + ")");
      System.exit(3);
    }
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(zip));
    if (!sum.equals(arguments[1])) {
      System.err.println(place + " has another SHA-512 than expected: " + sum);
      System.exit(1);
    }
    install(zip, Path.of(arguments[2]).toAbsolutePath());
  }

  private static URLConnection connect(URI url) throws IOException {
    Proxy proxy = proxy(url);
    URLConnection connection =
        proxy == null ? url.toURL().openConnection() : url.toURL().openConnection(proxy);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    return connection;
  }

  /** The proxy that the environment names for this address, as curl understands it, or null. */
  private static Proxy proxy(URI url) {
    String address = environment(url.getScheme() + "_proxy");
    boolean exempt =
        Stream.of(environment("no_proxy").split("[\\s,]+"))
            .map(host -> host.startsWith(".") ? host : "." + host)
            .anyMatch(host -> host.length() > 1 && ("." + url.getHost()).endsWith(host));
    if (address.isEmpty() || exempt) {
      return null;
    }
    URI proxy = URI.create(address.contains("://") ? address : "http://" + address);
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    return value != null ? value : System.getenv().getOrDefault(name.toUpperCase(Locale.ROOT), "");
  }

  /** Unpacks beside the folder and renames at the end, so that a folder that is there is whole. */
  private static void install(byte[] zip, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path unpacked = Files.createTempDirectory(folder.getParent(), ".unpacking");
    try {
      unpack(zip, unpacked);
      Files.move(unpacked.resolve(folder.getFileName()), folder);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) { // else another mvnw was faster
        throw e;
      }
    } finally {
      delete(unpacked);
    }
  }

  private static void unpack(byte[] zip, Path into) throws IOException {
    try (var entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry; (entry = entries.getNextEntry()) != null; ) {
        Path path = into.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        Files.copy(entries, path);
        if (path.getParent().endsWith("bin")) { // a zip read in Java has no file modes
          path.toFile().setExecutable(true, false);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
