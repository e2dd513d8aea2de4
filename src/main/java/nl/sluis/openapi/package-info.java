/** The description of the public port for programs: {@code openapi.yaml}, as it stands in the sources. */
package nl.sluis.openapi;
