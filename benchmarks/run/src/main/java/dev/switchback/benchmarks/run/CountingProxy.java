package dev.switchback.benchmarks.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port that leads to PostgreSQL, and counts. A round trip is a change of direction: the client
 * speaks after the server has spoken. What belongs to the set-up of a connection is not counted.
 */
final class CountingProxy implements AutoCloseable {

  private final URI server;
  private final Duration delay;
  private final ServerSocket door;
  private final AtomicLong roundTrips = new AtomicLong();
  private final AtomicLong statements = new AtomicLong();

  private CountingProxy(URI server, Duration delay, ServerSocket door) {
    this.server = server;
    this.delay = delay;
    this.door = door;
  }

  /**
   * A way to the server of this URL.
   *
   * @param delay by which each round trip is longer
   */
  static CountingProxy to(String jdbcUrl, Duration delay) throws IOException {
    ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    URI server = URI.create(jdbcUrl.substring("jdbc:".length()));
    CountingProxy proxy = new CountingProxy(server, delay, door);
    start(proxy::serve);
    return proxy;
  }

  /** The same database, through this proxy. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d%s".formatted(door.getLocalPort(), server.getPath());
  }

  long roundTrips() {
    return roundTrips.get();
  }

  /** As the client asks for them, {@code BEGIN} and {@code COMMIT} included. */
  long statements() {
    return statements.get();
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket far = new Socket(server.getHost(), server.getPort());
        client.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Link link = new Link(client, far);
        start(link::up);
        start(link::down);
      } catch (IOException e) {
        // Closed, or the server is gone: the client sees its connection end.
      }
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "counting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection. */
  private final class Link {

    private final Socket client;
    private final Socket far;
    private final FrontendMessages messages = new FrontendMessages();
    private volatile boolean setUp;
    private volatile boolean serverSpoke;

    Link(Socket client, Socket far) {
      this.client = client;
      this.far = far;
    }

    void up() {
      pump(client, far, this::count);
    }

    void down() {
      pump(
          far,
          client,
          (bytes, length) -> {
            serverSpoke = true;
            setUp |= PostgreSqlProtocol.isReadyForQuery(bytes, length);
          });
    }

    private void count(byte[] bytes, int length) throws InterruptedException {
      if (!setUp) {
        return;
      }
      statements.addAndGet(messages.statementsIn(bytes, length));
      if (serverSpoke) {
        serverSpoke = false;
        roundTrips.incrementAndGet();
        Thread.sleep(delay.toMillis());
      }
    }

    private void pump(Socket from, Socket to, Look look) {
      byte[] buffer = new byte[64 * 1024];
      try (from;
          to;
          InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          look.at(buffer, n);
          out.write(buffer, 0, n);
        }
      } catch (IOException e) {
        // One of the two is gone; both sockets are closed now.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Sees what passes. */
  private interface Look {
    void at(byte[] bytes, int length) throws InterruptedException;
  }
}
