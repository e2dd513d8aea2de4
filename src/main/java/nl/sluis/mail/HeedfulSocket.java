package nl.sluis.mail;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads at most a mebibyte of the relay's answer to one command. Angus keeps a whole answer in memory, and a relay may send lines without end.
 * Not with {@code mail.tls: implicit}, where Angus makes the socket; there the relay has shown its certificate first.
 */
final class HeedfulSocket extends Socket {
  private static final int MOST = 1 << 20;
  private final AtomicInteger heard = new AtomicInteger();

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        return counted(super.read(), 1);
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        var read = super.read(bytes, from, length);
        return counted(read, read);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int b) throws IOException {
        heard.set(0);
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        heard.set(0);
        out.write(bytes, from, length);
      }
    };
  }

  private int counted(int result, int bytes) throws IOException {
    if (heard.addAndGet(result >= 0 ? bytes : 0) > MOST) {
      throw new IOException("the relay says too much");
    }
    return result;
  }
}
