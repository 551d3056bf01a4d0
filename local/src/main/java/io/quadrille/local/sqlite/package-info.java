/** The one SQLite home: a folder with the tables, the ledger and the registrations, which any SQL client opens. */
@NullMarked
package io.quadrille.local.sqlite;

import org.jspecify.annotations.NullMarked;
