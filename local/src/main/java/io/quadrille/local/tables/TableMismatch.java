package io.quadrille.local.tables;

/** A table is written by another key than the one it is stored by: permanent. The message names both keys. */
public final class TableMismatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    TableMismatch(String message) {
        super(message);
    }
}
