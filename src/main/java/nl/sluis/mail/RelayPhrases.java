package nl.sluis.mail;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Phrases by which relays say why they refuse: Exchange, Postfix, sendmail, Exim, qmail, Gmail, SES, SendGrid, Mailgun, Mimecast, Proofpoint,
 * IronPort and others.
 */
final class RelayPhrases {
  private static final Pattern IN_BRACKETS = Pattern.compile("<[^<>]{0,320}>");

  static final Pattern ABOUT_US = any(
      "\\bsenders?\\b", "\\bsending\\b", "send as\\b", "from (address|domain|header)", "mail from", "return.?path", "envelope.from",
      "originat(or|ing)", "exp.{1,2}diteur", "absender", "afzender",
      "relaying", "relay (is |was )?(access|denied|not|prohibited|restricted|operation|permission|rejected|attempt|limit|for)",
      "(to|not|no|cannot|can't|don't|won't|doesn't|never|open|smtp|for) relay\\b", "rcpthosts",
      "authenticat", "authori[sz]", "\\blog ?in\\b", "credential", "\\btls\\b", "\\bssl\\b",
      "client host", "your (ip|host|server|domain|network|account|client|mail ?server|reputation|isp|provider|quota|limit)",
      "\\bips? (address|reputation|range|\\[)", "reputation", "(block|black|deny) ?list", "\\b(dns|r)bl\\b", "spamhaus", "spamcop",
      "\\bspf\\b", "\\bdkim\\b", "\\bdmarc\\b", "\\b(helo|ehlo)\\b", "reverse dns", "\\br?dns\\b.{0,20}(ptr|record)", "\\bptr\\b", "banned",
      "(blocked|listed) (using|by|at|on|in)\\b",
      "(daily|hourly|monthly|per.?(day|hour|minute)|outbound|outgoing|smtp|messaging|credits?|plan|trial|tenant|subscription)\\b.{0,60}"
          + "(quota|limit|exceed|threshold|reach)",
      "(quota|limit|exceed|threshold|reach).{0,60}\\b(daily|hourly|monthly|per.?(day|hour|minute)|outbound|outgoing|credits?|plan|tenant)\\b",
      "(exceeded|reached) your\\b", "\\brate\\b.{0,40}(prevent|limit|exceed)", "throttl",
      "too (many|much) (e?-?mails?|messages?|recipients?|connections?|sessions?)",
      "(not|un) ?verified", "verif(y|ication) fail", "sandbox", "test purposes", "probation", "suspended");

  static final Pattern MAYBE_ABOUT_US = any("spam", "polic(y|ies)", "\\bcontent", "virus", "malware", "security", "prohibit",
      "administrativ",
      "unsolicited", "bulk", "abuse", "blocked", "denied", "refused", "permi(t|ssion)", "not allowed", "disallow", "quarantin",
      "restricted",
      "violat", "gr[ea]ylist", "temporar", "later\\b", "licen[cs]e", "account.{0,20}(disabled|locked)");

  private static final String SOMEBODY = "(user|mail ?box|recipient|address|addressee|account|alias|inbox|empf.{1,2}nger|benutzer"
      + "|postfach|adresse|destinataire|utilisateur|ontvanger|gebruiker|adres|postbus)s?\\b";
  private static final String IS_NOT = "\\b(unknown|invalid|not found|not exist|doesn.t exist|no longer|inactive|unavailable|not available|not known"
      + "|not valid|not a valid|not recogni[sz]ed|undeliverable|unroute?able|non-?exist\\w*|unbekannt|ung.{1,2}ltig|existiert nicht"
      + "|nicht gefunden|inconnue?|invalide|n.existe pas|introuvable|onbekend|ongeldig|bestaat niet|niet gevonden)\\b";
  private static final String NOT_A = "\\b(unknown|invalid|bad|illegal|nonexistent|unroute?able|unbekannter?|ung.{1,2}ltiger?|onbekende?|ongeldige?) ";

  static final Pattern NOBODY = any(
      "\\bno such (user|mailbox|recipient|address|account|person|local|alias|name)", "\\bno mailbox\\b",
      "\\bno (user|recipient)s? (by|of|with|named)",
      "nobody (here )?(by|of|with|called)", NOT_A + "(local )?(or \\w+ )?" + SOMEBODY, "doesn.t have an? .{0,40}account",
      SOMEBODY + ".{0,60}" + IS_NOT,
      // A user and an account may be ours.
      "\\b(mail ?box|recipient|inbox|postfach|postbus)\\b.{0,60}\\b(disabled|full|quota|storage|voll?|plein)\\b");

  /** Before the mail was read it is the recipient's, afterwards nobody can tell whose. */
  static final Pattern QUOTA = any("quota", "storage", "limit");

  static final Pattern RECIPIENT_REJECTED = any("recipient address(es)? rejected");
  static final Pattern ADDRESS_REJECTED = any("address rejected");
  static final Pattern TOO_BIG = any("(message|mail|e-mail|size|data).{0,30}(too (big|large|long)|exceeds?\\b)",
      "(exceeds?|maximum).{0,30}(message|mail) ?size");

  private RelayPhrases() {}

  private static Pattern any(String... phrases) {
    return Pattern.compile(String.join("|", phrases), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Somebody's address is no word of the relay's, and {@code no-relaying@example.net} may be one. */
  static String withoutQuotations(String text) {
    return Stream.of(IN_BRACKETS.matcher(OneLine.of(text, 2_000)).replaceAll(" ").split(" "))
        .filter(word -> !word.contains("@") && !word.contains("://")).collect(Collectors.joining(" "));
  }
}
