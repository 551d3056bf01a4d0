package io.quadrille.local.sqlite;

/** A home that another writer holds; the message says which process. */
public final class HomeInUse extends HomeUnusable {
    private static final long serialVersionUID = 1;

    HomeInUse(String message) {
        super(message);
    }
}
