package nl.sluis.http;

import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Finds out whether a body is compressed or otherwise encoded (RFC 9110 §8.4). What is small when it comes may be endless when it is inflated,
 * so none is.
 */
final class ContentCodings {
  private ContentCodings() {}

  /** @return true if anything but {@code identity} is announced; empty elements of the list are none (§5.6.1) */
  static boolean isCoded(HttpFields headers) {
    return names(headers, HttpHeader.CONTENT_ENCODING).anyMatch(coding -> !"identity".equalsIgnoreCase(coding));
  }

  /** @return true if the transfer is anything but chunked: {@code gzip, chunked} is HTTP too, and Jetty would hand out what is inside as it is */
  static boolean isCodedOnItsWay(HttpFields headers) {
    return names(headers, HttpHeader.TRANSFER_ENCODING).anyMatch(coding -> !"chunked".equalsIgnoreCase(coding));
  }

  private static Stream<String> names(HttpFields headers, HttpHeader header) {
    return headers.getValuesList(header).stream().flatMap(field -> Stream.of(field.split(","))).map(String::strip)
        .filter(coding -> !coding.isEmpty());
  }
}
