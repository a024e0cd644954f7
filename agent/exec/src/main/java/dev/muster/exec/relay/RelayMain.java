package dev.muster.exec.relay;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Listens on a port of the loopback and carries each connection to a Unix socket. Runs inside a
 * network that has no other way out.
 *
 * <p>Writes one line, its port and its process id, and ends when its standard input does. Depends
 * on nothing else of the agent, so that it starts fast.
 */
public final class RelayMain {

  private static final int MOST = 512;
  private static final int BUFFER = 16 << 10;

  private RelayMain() {}

  /** Runs with the path of the Unix socket. */
  public static void main(String[] args) throws IOException {
    UnixDomainSocketAddress target = UnixDomainSocketAddress.of(args[0]);
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), MOST);
    int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    Thread acceptor = new Thread(() -> accept(listener, target), "relay");
    acceptor.setDaemon(true);
    acceptor.start();
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    String line = port + " " + ProcessHandle.current().pid() + "\n";
    out.write(line.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    while (in.read() >= 0) {
      // Whoever started it says nothing more.
    }
  }

  private static void accept(ServerSocketChannel listener, UnixDomainSocketAddress target) {
    while (true) {
      try {
        SocketChannel client = listener.accept();
        Thread.startVirtualThread(() -> carry(client, target));
      } catch (IOException outOfFiles) {
        Thread.onSpinWait();
      }
    }
  }

  private static void carry(SocketChannel client, UnixDomainSocketAddress target) {
    try (client;
        SocketChannel other = SocketChannel.open(target)) {
      Thread back = Thread.startVirtualThread(() -> pour(other, client));
      pour(client, other);
      back.join();
    } catch (IOException noMore) {
      // The other end sees that the connection is over.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pour(SocketChannel from, SocketChannel into) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          into.write(buffer);
        }
        buffer.clear();
      }
      into.shutdownOutput();
    } catch (IOException broken) {
      try {
        from.close();
        into.close();
      } catch (IOException alreadyClosed) {
        // Both are over.
      }
    }
  }
}
