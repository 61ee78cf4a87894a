package dev.switchback.tck;

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
 * A local port that forwards to a server over a network that fails on command: it resets
 * connections, stalls them, or loses the answer to one request.
 *
 * <pre>{@code
 * try (TcpProxy network = TcpProxy.to("127.0.0.1", 5432)) {
 *   DataSource through = dataSourceFor("127.0.0.1", network.port());
 *   ...
 *   network.links().get(0).stall(); // the first connection hangs, the others work
 * }
 * }</pre>
 *
 * <p>Thread-safe. Closing it resets all open connections.
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

  /** Starts a proxy to a server. */
  public static TcpProxy to(String host, int port) throws IOException {
    ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port), door);
    start("tcp-proxy", proxy::serve);
    return proxy;
  }

  /** Returns the local port to connect to. */
  public int port() {
    return door.getLocalPort();
  }

  /** Returns all connections so far, in the order of their creation. */
  public List<Link> links() {
    return List.copyOf(links);
  }

  /** Resets all connections. New connections work. */
  public void cut() {
    links.forEach(Link::cut);
  }

  /**
   * Stalls all connections in both directions, and keeps them open. New connections are stalled
   * too. {@link Link#stall()} stalls one connection only.
   */
  public void stall() {
    silent = true;
    links.forEach(Link::stall);
  }

  /**
   * Loses the answer to the next request that contains this text. The request passes; when the
   * server answers, the proxy resets the connection instead. The client cannot know whether the
   * server executed the request. The text must be in one packet unchanged; drivers send some texts
   * only once, and a number after that.
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
        // Closed, or the server does not answer: the client's connection is refused or reset.
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

    /** Stalls both directions. */
    public void stall() {
      stall(true, true);
    }

    /**
     * Stalls the direction to the server, the direction from it, or both; false lets data pass
     * again.
     */
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
      stall(false, false); // releases threads that wait for data
    }

    /** Returns whether the client, the server or a fault has ended the connection. */
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
        socket.setSoLinger(true, 0); // makes close() send a reset
        socket.close();
      } catch (IOException e) {
        // Already closed, as intended.
      }
    }
  }
}
