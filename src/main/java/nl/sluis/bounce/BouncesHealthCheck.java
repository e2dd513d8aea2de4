package nl.sluis.bounce;

import com.codahale.metrics.health.HealthCheck;

/** Unhealthy while most reports of the last day have tags that this gateway does not know: then nobody hears of mails that do not arrive. */
public final class BouncesHealthCheck extends HealthCheck {
  private final Bounces bounces;

  public BouncesHealthCheck(Bounces bounces) {
    this.bounces = bounces;
  }

  @Override
  protected Result check() {
    return bounces.mostTagsAreWrong()
        ? Result
            .unhealthy("Most reports of the last day came without a tag that this gateway made, so they were passed over. Look whether your"
                + " mail system keeps what stands behind the plus sign of mail.bounces. After compromise-key, or the restore of a backup without its"
                + " key, reports of earlier mails are lost, and this ends within a day or two. Others may write there too.")
        : Result.healthy();
  }
}
