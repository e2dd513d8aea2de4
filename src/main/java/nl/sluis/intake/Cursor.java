package nl.sluis.intake;

import java.nio.ByteBuffer;
import java.util.List;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.ProblemException;

/** Where a page of a list ends, in the order of posting. It never lapses, because it is no id of something that may go. */
final class Cursor {
  private Cursor() {}

  static String of(long number) {
    return Base64Url.encode(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /** @throws ProblemException 422 if it is none of ours */
  static long read(String posted) {
    try {
      var bytes = Base64Url.decode(posted);
      if (bytes.length == Long.BYTES) {
        return ByteBuffer.wrap(bytes).getLong();
      }
    } catch (IllegalArgumentException e) {
      // The same answer.
    }
    throw ProblemException.invalid(List.of(new FieldError("?after", "must be the next of a page")));
  }
}
