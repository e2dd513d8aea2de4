package nl.sluis.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One answer of the relay, and the command that it answers. It may quote addresses, and after the end of a mail the mail, so it is never
 * printed as it is: {@link #words} is for people.
 *
 * @param verb     {@code GREETING}, {@code EHLO}, {@code AUTH}, {@code MAIL}, {@code RCPT}, {@code DATA}, {@code .} or another
 * @param status   the three digits
 * @param enhanced as {@code 5.1.1} (RFC 3463); empty if there is none, null if its lines contradict each other
 * @param text     the words of all lines in one
 */
record RelayReply(String verb, int status, String enhanced, String text) {
  /** Whoever says more is not understood better. */
  private static final int HEARD = 4_000;
  private static final Pattern STATUS = Pattern.compile("^(\\d{3})(?:[ -]|$)");
  /** At the head of a line, or as qmail and others write it: {@code (#5.1.1)}. */
  private static final Pattern ENHANCED = Pattern.compile("(?:^[\\s\\[(#]*|#)([245]\\.\\d{1,3}\\.\\d{1,4})(?![\\d.])");

  /** @param raw as Angus keeps it: lines that end in LF, a letter for each byte */
  static RelayReply of(String verb, int status, String raw) {
    var heard = decoded(raw.length() > HEARD ? raw.substring(0, HEARD) : raw);
    var lines = heard.lines().toList();
    var said = lines.stream().map(line -> STATUS.matcher(line).replaceFirst("")).toList();
    return new RelayReply(verb, status, enhanced(status, lines, said), String.join(" ", said));
  }

  private static String enhanced(int status, List<String> lines, List<String> said) {
    var codes = said.stream().map(ENHANCED::matcher).filter(found -> found.find()).map(found -> found.group(1)).distinct().toList();
    var oneStatus = lines.stream().map(STATUS::matcher).filter(found -> found.find())
        .allMatch(found -> found.group(1).equals(String.valueOf(status)));
    if (codes.size() > 1 || !oneStatus) {
      return null;
    }
    return codes.isEmpty() ? "" : codes.get(0);
  }

  /** Relays write UTF-8, or else an older alphabet. */
  private static String decoded(String bytes) {
    var raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      return bytes;
    }
  }

  /** @return for logs and the operator: the status and what the relay said, one line, without what it may have quoted */
  String words() {
    return (status + " " + SafeWords.of(text)).strip();
  }

  /** An answer to a login may quote what was sent with it. */
  RelayReply withoutWords() {
    return new RelayReply(verb, status, enhanced, enhanced == null ? "" : enhanced);
  }

  @Override
  public String toString() {
    return "RelayReply[" + verb + " " + status + "]";
  }
}
