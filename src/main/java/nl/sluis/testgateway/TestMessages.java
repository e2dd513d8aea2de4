package nl.sluis.testgateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;
import nl.sluis.store.Database;
import nl.sluis.store.Lifetimes;

/**
 * Keeps what a test gateway sends, for a day, and shows it to the client whose invitations it concerns. Oldest first, and in the order of the
 * commits: who reads on behind the last one misses none, and gets none twice.
 */
public final class TestMessages {
  private final Database database;
  private final Vault vault;

  public TestMessages(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /**
   * Keeps a message, unless it is kept already.
   *
   * @param id begins with that of the invitation; at most 60 characters
   */
  void keep(String id, String invitationId, TestMessage message) {
    database.write(tx -> {
      var dao = tx.dao(TestMessageDao.class);
      dao.takeTurn();
      if (!dao.isKept(id)) {
        var bytes = message.toBytes();
        var sealed = vault.seal(SealedColumn.TEST_MESSAGE, id, bytes);
        Arrays.fill(bytes, (byte) 0);
        if (!dao.insert(id, invitationId, tx.now(), sealed.bytes(), sealed.keyId())) {
          throw new StaleKeyException("test_message", sealed.keyId());
        }
      }
      return null;
    });
  }

  /** @param after the {@code last} of a page, 0 for the first */
  public ShownMessage.Page list(String clientId, long after, int limit) {
    return database.read(tx -> {
      var stored = tx.dao(TestMessageDao.class).list(clientId, after, tx.now().minus(Lifetimes.TEST_MESSAGE), limit);
      var shown = new ArrayList<ShownMessage>();
      stored.forEach(one -> open(one).ifPresent(message -> shown.add(ShownMessage.of(one, message))));
      return new ShownMessage.Page(shown, stored.isEmpty() ? after : stored.get(stored.size() - 1).number());
    });
  }

  /** @return empty if it was changed past the gateway: the next rotation ends it */
  private Optional<TestMessage> open(TestMessageDao.Stored stored) {
    try {
      var bytes = vault.open(stored.keyId(), SealedColumn.TEST_MESSAGE, stored.id(), stored.message());
      var message = TestMessage.of(bytes);
      Arrays.fill(bytes, (byte) 0);
      return Optional.of(message);
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      return Optional.empty();
    }
  }
}
