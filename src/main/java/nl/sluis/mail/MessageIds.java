package nl.sluis.mail;

import java.net.URI;

/**
 * Message-IDs that depend on nothing but what is said about which invitation, so that a mail sent twice is one mail
 * (RFC 5322 §3.6.4).
 */
final class MessageIds {
  private final String host;

  MessageIds(URI publicUrl) {
    this.host = publicUrl.getHost();
  }

  String ofInvitation(String id) {
    return "<" + id + ".invitation@" + host + ">";
  }

  String ofCancellation(String id) {
    return "<" + id + ".cancellation@" + host + ">";
  }

  String ofNotice(String id, NoticeKind kind) {
    return "<" + id + ".notice-" + kind.word() + "@" + host + ">";
  }
}
