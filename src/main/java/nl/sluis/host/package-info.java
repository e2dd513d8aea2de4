/** What a host is by its spelling. It needs the JDK alone, because the schedulers' client has it too. */
package nl.sluis.host;
