package nl.sluis.conference;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A service whose meetings are also proved by what its account keeps, as it was looked at last. */
public final class ProvedByAccount implements MeetingProvider {
  private final MeetingProvider provider;
  private final AccountLooks looks;

  public ProvedByAccount(MeetingProvider provider, AccountLooks looks) {
    this.provider = provider;
    this.looks = looks;
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public List<String> hosts() {
    return provider.hosts();
  }

  /** {@inheritDoc} What no meeting can prove is proved by the account, if it can be, and the last look at it was answered. */
  @Override
  public MadeConference make(WantedConference wanted, Duration within) {
    var made = provider.make(wanted, within);
    var ofAccount = looks.proofs();
    var rules = made.rules().stream()
        .map(one -> one.proof() == Proof.NOT_PROVABLE ? ofAccount.getOrDefault(one.rule(), one) : one).toList();
    return new MadeConference(made.providerId(), made.joinUrl(), made.webClientUrl(), made.meetingId(), made.passcode(), rules);
  }

  @Override
  public List<FoundConference> find(String host, Set<String> markers) {
    return provider.find(host, markers);
  }

  @Override
  public void delete(String providerId) {
    provider.delete(providerId);
  }

  @Override
  public AccountLook look() {
    return provider.look();
  }
}
