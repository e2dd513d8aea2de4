package nl.sluis.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import nl.sluis.testing.CapturedErrors;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose failure it is: the client's that asks, or ours. */
class ProblemMapperTest {
  @ParameterizedTest
  @MethodSource
  void whatWeCannotReadOrWriteIsNotTheClientsFault(Throwable thrown) {
    try (var errors = new CapturedErrors()) {
      assertThat(new ProblemMapper(limit -> {}).toResponse(thrown).getStatus()).isEqualTo(500);
      assertThat(errors.lines()).singleElement().asString().contains("Unexpected", thrown.getClass().getName());
    }
  }

  static List<Throwable> whatWeCannotReadOrWriteIsNotTheClientsFault() {
    return List.of(new IllegalArgumentException("no parameter is called so"), new IllegalStateException("a contact could not be read"),
        new NullPointerException(), new java.util.NoSuchElementException(),
        catchThrowable(() -> Meetings.JSON.writeValueAsString(new Object())));
  }

  @ParameterizedTest
  @ValueSource(classes = {EOFException.class, IOException.class})
  void aBodyThatBrokeOffIsTheClients(Class<? extends IOException> kind) throws Exception {
    try (var errors = new CapturedErrors()) {
      assertThat(new ProblemMapper(limit -> {}).toResponse(kind.getDeclaredConstructor().newInstance()).getStatus()).isEqualTo(400);
      assertThat(errors.lines()).isEmpty();
    }
  }
}
