package nl.sluis.link;

/** What the browser needs beside its link secret; all base64url without padding. */
record ReleasedInvitation(String id, String share, String envelope) {
  @Override
  public String toString() {
    return "ReleasedInvitation[" + id + "]";
  }
}
