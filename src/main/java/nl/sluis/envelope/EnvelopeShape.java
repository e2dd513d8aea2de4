package nl.sluis.envelope;

/**
 * What can be told of an envelope without its secrets. A gateway asks it of what others sealed: an envelope that no page can open
 * would be found out by the invitee, when it is spent.
 */
public final class EnvelopeShape {
  /** The longest plaintext with its length, in whole blocks. */
  public static final int MAX_BLOCKS = (Format.LENGTH_BYTES + Sealer.MAX_PLAINTEXT_BYTES + Format.BLOCK_BYTES - 1) / Format.BLOCK_BYTES;

  private EnvelopeShape() {}

  /** @return whether it begins with the version byte of this format */
  public static boolean hasVersion(byte[] envelope) {
    return envelope.length > 0 && envelope[0] == Format.VERSION;
  }

  /** @return whether a plaintext of 1 to {@link #MAX_BLOCKS} blocks of 1,024 bytes fits exactly */
  public static boolean hasLength(byte[] envelope) {
    var ciphertext = envelope.length - Format.SMALLEST_BYTES;
    return ciphertext > 0 && ciphertext % Format.BLOCK_BYTES == 0 && ciphertext / Format.BLOCK_BYTES <= MAX_BLOCKS;
  }
}
