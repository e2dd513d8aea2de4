/**
 * The ground under all that is stored: connections, transactions and their one moment, migrations, and what each database says when it fails.
 *
 * <p>Knows no table of ours. A {@link nl.sluis.database.Transactions#write} is on disk when it returns, on H2 and on PostgreSQL.
 */
package nl.sluis.database;
