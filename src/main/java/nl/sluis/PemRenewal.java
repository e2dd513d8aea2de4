package nl.sluis;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a new certificate when its file has another content and the key fits. Until then, and if either cannot be read, the former one is shown.
 * The content counts and not the time of a file, because some issuers change a link.
 */
final class PemRenewal extends AbstractLifeCycle {
  private static final Logger LOG = LoggerFactory.getLogger(PemRenewal.class);
  private static final int SECONDS = 5;
  /** So long an issuer may take between its two files without a word of ours. */
  private static final int PATIENCE = 6;
  private final PemFiles files;
  private final SslContextFactory.Server tls;
  private ScheduledExecutorService timer;
  private byte[] shown;
  private int unfit;

  /** @param shown the content of the certificate's file that is shown now */
  PemRenewal(PemFiles files, byte[] shown, SslContextFactory.Server tls) {
    this.files = files;
    this.shown = shown;
    this.tls = tls;
  }

  @Override
  protected void doStart() {
    timer = Executors.newSingleThreadScheduledExecutor(task -> {
      var thread = new Thread(task, "certificate");
      thread.setDaemon(true);
      return thread;
    });
    var unused = timer.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void doStop() {
    timer.shutdown();
  }

  private void look() {
    try {
      if (!Arrays.equals(files.certificateBytes(), shown)) {
        var pair = files.read();
        tls.reload(factory -> PemConnectorFactory.show(pair, factory));
        shown = pair.from();
        LOG.info("The certificate was renewed. It is valid until {}", pair.leaf().getNotAfter().toInstant());
      }
      unfit = 0;
    } catch (IOException | GeneralSecurityException e) {
      unfit++;
      if (unfit == PATIENCE) {
        LOG.warn("The new certificate cannot be shown, so the former one is. {}",
            files.fault().orElse("Its key is of another certificate"));
      }
    } catch (Exception e) {
      // Jetty's; an exception would end the looks.
      LOG.warn("The new certificate cannot be shown: {}", e.getClass().getName());
    }
  }
}
