package nl.sluis.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import nl.sluis.store.Scope;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** A call of schedulers that anybody with a key could make is found at the start. */
class ScopeFeatureTest {
  @Test
  void aCallThatNamesNoScopeStopsTheStart() {
    assertThatIllegalStateException().isThrownBy(() -> started(new Unscoped())).withMessageContaining("Unscoped.look");
    assertThat(started(new Scoped())).isNotNull();
    assertThat(started(new Elsewhere())).as("not a scheduler's").isNotNull();
  }

  private static ApplicationHandler started(Object resource) {
    return new ApplicationHandler(new ResourceConfig().register(new ScopeFeature()).register(resource));
  }

  /** Forgets it. */
  @Path("/v1/unscoped")
  public static final class Unscoped {
    @GET
    public String look() {
      return "";
    }
  }

  /** Says it. */
  @Path("/v1/scoped")
  public static final class Scoped {
    @GET
    @Needs(Scope.READ)
    public String look() {
      return "";
    }
  }

  /** Is for everybody. */
  @Path("/elsewhere")
  public static final class Elsewhere {
    @GET
    public String look() {
      return "";
    }
  }
}
