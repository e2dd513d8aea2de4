package nl.sluis.http;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Adds headers to an answer when it leaves, because a servlet that starts over removes headers that were added before. */
final class HeadedAnswer extends Response.Wrapper {
  private final Consumer<HttpFields.Mutable> headers;

  HeadedAnswer(Request request, Response response, Consumer<HttpFields.Mutable> headers) {
    super(request, response);
    this.headers = headers;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (!isCommitted()) {
      headers.accept(getHeaders());
    }
    super.write(last, content, callback);
  }
}
