package dev.switchback.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A port of this machine that leads to a server, over a network that fails when a test says so: it
 * resets connections, falls silent, or loses the answer to one request.
 *
 * <pre>{@code
 * try (TcpProxy network = TcpProxy.to("127.0.0.1", 5432)) {
 *   DataSource through = dataSourceFor("127.0.0.1", network.port());
 *   ...
 *   network.links().get(0).stall(); // the first connection hangs, the others work
 * }
 * }</pre>
 *
 * <p>Thread-safe. Closing it resets what still is connected.
 */
public final class TcpProxy implements AutoCloseable {

  private final InetSocketAddress server;
  private final ServerSocket door;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private volatile @Nullable String lostRequest;
  private volatile boolean silent;

  private TcpProxy(InetSocketAddress server, ServerSocket door) {
    this.server = server;
    this.door = door;
  }

  /** A way to that server. */
  public static TcpProxy to(String host, int port) throws IOException {
    ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port), door);
    start("tcp-proxy", proxy::serve);
    return proxy;
  }

  /** Where to connect to, on this machine. */
  public int port() {
    return door.getLocalPort();
  }

  /** Every connection so far, in the order in which they were made. */
  public List<Link> links() {
    return List.copyOf(links);
  }

  /** Resets all connections. New ones are let through. */
  public void cut() {
    links.forEach(Link::cut);
  }

  /**
   * All connections fall silent, both ways, and stay open; new ones are as silent. {@link
   * Link#stall()} is for one connection alone.
   */
  public void stall() {
    silent = true;
    links.forEach(Link::stall);
  }

  /**
   * Lets the next request that contains this text through, waits until the server answers, and
   * resets the connection in place of passing the answer on: the client cannot know what happened.
   * The text must be in one packet as it is; drivers send some texts only once and a number later.
   */
  public void loseAnswerTo(String request) {
    lostRequest = request;
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket far = new Socket();
        far.connect(server);
        client.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Link link = new Link(client, far);
        links.add(link);
        if (silent) {
          link.stall();
        }
        start("tcp-proxy-up", () -> link.pump(client, far, true));
        start("tcp-proxy-down", () -> link.pump(far, client, false));
      } catch (IOException e) {
        // Closed, or the server does not answer: the client sees its connection refused or reset.
      }
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
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
    cut();
  }

  /** One connection through the proxy. */
  public final class Link {

    private final Socket client;
    private final Socket far;
    private final Object flow = new Object();
    private boolean stalledUp;
    private boolean stalledDown;
    private volatile boolean answerIsLost;
    private volatile boolean ended;

    private Link(Socket client, Socket far) {
      this.client = client;
      this.far = far;
    }

    /** Nothing passes any more, in either direction. */
    public void stall() {
      stall(true, true);
    }

    /** Stops what goes to the server, what comes from it, or both; or lets it flow again. */
    public void stall(boolean toServer, boolean fromServer) {
      synchronized (flow) {
        stalledUp = toServer;
        stalledDown = fromServer;
        flow.notifyAll();
      }
    }

    /** Resets both sides at once. */
    public void cut() {
      ended = true;
      reset(client);
      reset(far);
      stall(false, false); // nobody waits for what cannot come
    }

    /** Whether it has ended, by the client, the server, or a fault. */
    public boolean isEnded() {
      return ended;
    }

    private void pump(Socket from, Socket to, boolean toServer) {
      byte[] buffer = new byte[16 * 1024];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          awaitFlow(toServer);
          if (toServer) {
            watch(new String(buffer, 0, n, ISO_8859_1));
          } else if (answerIsLost) {
            cut();
          }
          out.write(buffer, 0, n);
        }
        ended = true;
      } catch (IOException | InterruptedException e) {
        cut();
      }
    }

    private void watch(String packet) {
      String request = lostRequest;
      if (request != null && packet.contains(request)) {
        lostRequest = null;
        answerIsLost = true;
      }
    }

    private void awaitFlow(boolean toServer) throws InterruptedException {
      synchronized (flow) {
        while (toServer ? stalledUp : stalledDown) {
          flow.wait();
        }
      }
    }

    private static void reset(Socket socket) {
      try {
        socket.setSoLinger(true, 0); // close() sends a reset then
        socket.close();
      } catch (IOException e) {
        // It is closed, which was wanted.
      }
    }
  }
}
