package nl.sluis.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** Says in each answer to a scheduler that this is a test gateway: a member {@code "test": true}, in problems too. */
public final class TestAnswers implements ContainerResponseFilter {
  public static final String MEMBER = "test";
  private final ObjectMapper json;

  /** @param json that answers are written by */
  public TestAnswers(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (SchedulerFilter.isSchedulers(request) && response.hasEntity()
        && json.valueToTree(response.getEntity()) instanceof ObjectNode object) {
      response.setEntity(object.put(MEMBER, true));
    }
  }
}
