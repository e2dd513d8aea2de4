/**
 * What an operator asks on the admin port, behind the operator key: clients made and revoked, keys listed and rotated.
 *
 * <p>A crash during a rotation leaves two keys and rows under either; the next start or rotation finishes it.
 */
package nl.sluis.admin;
