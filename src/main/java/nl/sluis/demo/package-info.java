/** The demonstration: a mailbox, a phone and a scheduler inside the process, and a page that shows them. Loopback only, and it says what it is. */
package nl.sluis.demo;
