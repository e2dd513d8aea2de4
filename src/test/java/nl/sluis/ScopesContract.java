package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import nl.sluis.store.Scope;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.SealedPosts;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of schedulers, with keys of every combination of scopes. The same on every database. */
abstract class ScopesContract extends GatewaysContract {
  /** Of each call what it needs, how it is made of a meeting that was posted before, and how it is answered. */
  enum Call {
    POST_A_MEETING(201, Scope.POST) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.posts(new SealedPosts("sender", 1).request);
      }
    },
    POST_A_MEETING_WITHOUT_UID(201, Scope.POST) {
      @Override
      Answer by(Caller caller, Fixture before) {
        var request = new SealedPosts("sender", 1).request;
        request.remove("uid");
        return caller.posts(request.put("sequence", 3));
      }
    },
    /** Nobody posted to that uid before, so it takes the place of nothing. */
    POST_A_MEETING_THAT_BEGINS_WITH_A_SEQUENCE(201, Scope.POST) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.posts(new SealedPosts("sender", 1).request.put("sequence", 3));
      }
    },
    ADD(201, Scope.POST) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.posts(before.another());
      }
    },
    POST_A_LIST_AGAIN(201, Scope.POST) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.posts(before.request);
      }
    },
    RAISE_THE_SEQUENCE(201, Scope.POST, Scope.REVOKE) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.posts(before.another().put("sequence", 1));
      }
    },
    /** Nothing is live that it would end, but who revoked wanted that. */
    RAISE_THE_SEQUENCE_OF_A_CANCELLED_MEETING(201, Scope.POST, Scope.REVOKE) {
      @Override
      Answer by(Caller caller, Fixture before) {
        before.owner.cancels(before.uid());
        return caller.posts(before.another().put("sequence", 1));
      }
    },
    RAISE_THE_SEQUENCE_OF_A_DRAWN_UID(201, Scope.POST, Scope.REVOKE) {
      @Override
      Answer by(Caller caller, Fixture before) {
        var drawn = new SealedPosts("sender", 1).request;
        drawn.remove("uid");
        var uid = before.owner.posts(drawn).text("meeting");
        return caller.posts(new SealedPosts("sender", 1).request.put("uid", uid).put("sequence", 1));
      }
    },
    REPLACE(201, Scope.POST, Scope.REVOKE) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.posts(before.replacing(before.id()));
      }
    },
    /** What is not there is not told to a key that may not replace it. */
    REPLACE_NOTHING(422, Scope.POST, Scope.REVOKE) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.posts(before.replacing("A".repeat(22)));
      }
    },
    FIND(200, Scope.READ) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("GET", "/v1/invitations/" + before.id());
      }
    },
    FIND_NOTHING(404, Scope.READ) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("GET", "/v1/invitations/" + "A".repeat(22));
      }
    },
    HEAD(200, Scope.READ) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("HEAD", "/v1/invitations/" + before.id());
      }
    },
    TRUST(200, Scope.READ) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("GET", "/v1/invitations/" + before.id() + "/trust");
      }
    },
    LIST_A_MEETING(200, Scope.READ) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("GET", "/v1/invitations?meeting=" + before.uid());
      }
    },
    LIST_ALL(200, Scope.READ) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("GET", "/v1/invitations?limit=1");
      }
    },
    REVOKE(204, Scope.REVOKE) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("DELETE", "/v1/invitations/" + before.id());
      }
    },
    FORGET(204, Scope.REVOKE) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("DELETE", "/v1/invitations/" + before.id() + "?forget=true");
      }
    },
    CANCEL(200, Scope.REVOKE) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.cancels(before.uid());
      }
    },
    CLOSE(200, Scope.REVOKE) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.posts("/v1/meetings/close", Meetings.JSON.createObjectNode().put("uid", before.uid()));
      }
    },
    MAKE_A_WEBHOOK(201, Scope.READ, Scope.WEBHOOK) {
      @Override
      Answer by(Caller caller, Fixture before) {
        var made = caller.posts("/v1/webhooks", Meetings.JSON.createObjectNode().put("url", "http://127.0.0.1:1/"));
        if (made.status() == 201) {
          // A client may have five.
          before.owner.asks("DELETE", "/v1/webhooks/" + made.text("id"));
        }
        return made;
      }
    },
    LIST_WEBHOOKS(200, Scope.READ, Scope.WEBHOOK) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("GET", "/v1/webhooks");
      }
    },
    FIND_NO_WEBHOOK(404, Scope.READ, Scope.WEBHOOK) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("GET", NO_WEBHOOK);
      }
    },
    DELETE_NO_WEBHOOK(404, Scope.READ, Scope.WEBHOOK) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("DELETE", NO_WEBHOOK);
      }
    },
    ROTATE_NO_SECRET(404, Scope.READ, Scope.WEBHOOK) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("POST", NO_WEBHOOK + "/rotate-secret");
      }
    },
    TEST_NO_WEBHOOK(404, Scope.READ, Scope.WEBHOOK) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("POST", NO_WEBHOOK + "/test");
      }
    },
    REDELIVER_TO_NO_WEBHOOK(404, Scope.READ, Scope.WEBHOOK) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.posts(NO_WEBHOOK + "/redeliver", Meetings.JSON.createObjectNode().put("since", "2027-01-04T08:00:00Z"));
      }
    },
    LIST_DELIVERIES_OF_NO_WEBHOOK(404, Scope.READ, Scope.WEBHOOK) {
      @Override
      Answer by(Caller caller, Fixture before) {
        return caller.asks("GET", NO_WEBHOOK + "/deliveries");
      }
    };

    private static final String NO_WEBHOOK = "/v1/webhooks/" + "A".repeat(22);

    private final int status;
    private final Set<Scope> needs;

    Call(int status, Scope... needs) {
      this.status = status;
      this.needs = Set.of(needs);
    }

    abstract Answer by(Caller caller, Fixture before);
  }

  private final Map<Set<Scope>, String> keys = new HashMap<>();

  @Override
  void adjust(Settings settings) {
    settings.set("limits.invitationsPerHour", "5000");
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void aCallIsAnsweredToAKeyWithItsScopesAndToNoOther(Call call) {
    var owner = new Caller(at(0).settings.publicUrl(), at(0).clientKey());
    for (var scopes : combinations()) {
      var as = call + " by " + scopes;
      var key = keys.computeIfAbsent(scopes,
          these -> at(0).createClient("scheduler", "&scopes=" + String.join(",", Scope.words(these))));
      var before = new Fixture(owner);
      var answer = call.by(new Caller(at(scopes.size() % gateways()).settings.publicUrl(), key), before);
      if (scopes.containsAll(call.needs)) {
        assertThat(answer.status()).as(as).isEqualTo(call.status);
        continue;
      }
      assertThat(answer.status()).as(as).isEqualTo(403);
      var missing = call.needs.stream().filter(scope -> !scopes.contains(scope)).map(Scope::word).toList();
      var challenge = answer.http().headers().firstValue("WWW-Authenticate").orElse("");
      assertThat(missing.stream().map(word -> "Bearer error=\"insufficient_scope\", scope=\"" + word + '"')).as(as).contains(challenge);
      if (call != Call.HEAD) {
        assertThat(answer.problem()).as(as).isEqualTo("scope-missing");
        assertThat(missing).as(as).contains(answer.text("scope"));
        assertThat(answer.text("detail")).as(as).endsWith("scope " + answer.text("scope"));
      }
      if (call != Call.RAISE_THE_SEQUENCE_OF_A_CANCELLED_MEETING) {
        assertThat(before.live()).as("nothing happened: " + as).containsExactly(before.id());
      }
    }
  }

  @Test
  void aRefusedPostIsNotCountedAndLeavesNothing() {
    awayFromTheEndOfTheHour();
    var owner = new Caller(at(0).settings.publicUrl(), at(0).createClient("uncounted"));
    var posting = new Caller(at(0).settings.publicUrl(), at(0).createClient("uncounted", "&scopes=post"));
    var before = new Fixture(owner);
    var client = jdbi()
        .withHandle(handle -> handle.createQuery("SELECT id FROM client WHERE name = 'uncounted'").mapTo(String.class).one());
    var invitations = rows("invitation WHERE client_id = '" + client + "'");
    var left = left(posting.posts(before.request));
    for (var i = 0; i < 3; i++) {
      var refused = Http.send("POST", posting.url + "/v1/invitations", before.another().put("sequence", 1 + i).toString(), "Authorization",
          "Bearer " + posting.key, "Idempotency-Key", "\"once\"");
      assertThat(refused.problem()).isEqualTo("scope-missing");
      assertThat(left(refused)).isEqualTo(left);
    }
    assertThat(rows("invitation WHERE client_id = '" + client + "'")).isEqualTo(invitations);
    assertThat(rows("idempotency WHERE client_id = '" + client + "'")).isZero();
    assertThat(rows("meeting WHERE sequence > 0 AND client_id = '" + client + "'")).as("a later post is not stale").isZero();
    assertThat(owner.posts(before.another().put("sequence", 1)).json().path("replaced")).hasSize(1);
  }

  @Test
  void aPostThatWasAnsweredIsRepeatedToAKeyThatMayPost() {
    var owner = new Caller(at(0).settings.publicUrl(), at(0).createClient("repeating"));
    var posting = new Caller(at(last()).settings.publicUrl(), at(0).createClient("repeating", "&scopes=post"));
    var body = new Fixture(owner).another().put("sequence", 1).toString();
    var first = Http.send("POST", owner.url + "/v1/invitations", body, "Authorization", "Bearer " + owner.key, "Idempotency-Key",
        "\"one\"");
    assertThat(first.status()).isEqualTo(201);
    var again = Http.send("POST", posting.url + "/v1/invitations", body, "Authorization", "Bearer " + posting.key, "Idempotency-Key",
        "\"one\"");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().findValuesAsText("id")).isEqualTo(first.json().findValuesAsText("id"));
  }

  private static String left(Answer answer) {
    return answer.http().headers().firstValue("RateLimit").orElseThrow().replaceAll(";t=.*", "");
  }

  /** All but none. */
  private static List<EnumSet<Scope>> combinations() {
    return IntStream.range(1, 1 << Scope.values().length).mapToObj(bits -> {
      var scopes = EnumSet.allOf(Scope.class);
      scopes.removeIf(scope -> (bits >> scope.ordinal() & 1) == 0);
      return scopes;
    }).toList();
  }

  /** A meeting that its owner posted, with one invitation, of which no mail goes out. */
  static final class Fixture {
    final Caller owner;
    final ObjectNode request;
    private final String uid;
    private final String id;

    Fixture(Caller owner) {
      this.owner = owner;
      var sealed = new SealedPosts("sender", 1);
      sealed.invitee(0).put("ref", "first");
      request = sealed.request;
      var posted = owner.posts(request);
      assertThat(posted.status()).as(posted.toString()).isEqualTo(201);
      uid = posted.text("meeting");
      id = posted.json().at("/invitations/0/id").asText();
    }

    String uid() {
      return uid;
    }

    String id() {
      return id;
    }

    ObjectNode another() {
      return new SealedPosts("sender", 1).request.put("uid", uid);
    }

    ObjectNode replacing(String other) {
      var another = another();
      Meetings.invitee(another, 0).put("replaces", other);
      return another;
    }

    List<String> live() {
      return StreamSupport.stream(owner.asks("GET", "/v1/invitations?meeting=" + uid).json().path("invitations").spliterator(), false)
          .filter(one -> one.path("endedAt").isNull()).map(one -> one.path("id").asText()).toList();
    }
  }

  /** Who has a key. */
  record Caller(String url, String key) {
    Answer asks(String method, String path) {
      return Http.send(method, url + path, null, "Authorization", "Bearer " + key);
    }

    Answer posts(ObjectNode request) {
      return posts("/v1/invitations", request);
    }

    Answer posts(String path, ObjectNode body) {
      return Http.send("POST", url + path, body.toString(), "Authorization", "Bearer " + key);
    }

    Answer cancels(String uid) {
      return posts("/v1/meetings/cancel", Meetings.JSON.createObjectNode().put("uid", uid));
    }
  }
}
