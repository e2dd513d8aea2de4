/**
 * The keyring, and what it seals.
 *
 * <p>In comes plaintext with the place it is for (column and row); out goes {@link nl.sluis.keys.Sealed}, which opens
 * at that place only. Two families of keys, in each one that is active and some, retired, that still open. Their bytes
 * live in one file below {@code keys/}; the database says which there are and in what state.
 * {@link nl.sluis.keys.Rotation} makes a new active key, re-seals all rows and destroys the former.
 *
 * <p>A crash leaves: a pending row without its key (the next start deletes it), a pending key (the next start or
 * rotation activates it), rows under a retired key (they open; the next start or rotation re-seals them), or a
 * destroyed key still in the file (the next start removes it). A key leaves the file only after the database has said,
 * on disk, that no row refers to it.
 */
package nl.sluis.keys;
