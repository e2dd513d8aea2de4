package nl.sluis.intake;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Arrays;

/** Refuses a call whose client key has not the scope that its method {@link Needs}: 403, before the body is read. */
public final class ScopeFeature implements DynamicFeature {
  /** @throws IllegalStateException if a method of schedulers names no scope: then the gateway does not start */
  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    var needs = resource.getResourceMethod().getAnnotation(Needs.class);
    if (needs != null) {
      ContainerRequestFilter filter = request -> Arrays.stream(needs.value()).forEach(InvitationResource.caller(request)::require);
      context.register(filter);
    } else if (isOfSchedulers(resource.getResourceClass())) {
      throw new IllegalStateException(resource.getResourceMethod() + " names no scope");
    }
  }

  private static boolean isOfSchedulers(Class<?> resource) {
    var path = resource.getAnnotation(Path.class);
    return path != null && path.value().startsWith("/v1");
  }
}
