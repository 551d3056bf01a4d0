package io.quadrille.events.records;

/** The kinds of value a record can hold. */
public enum FieldKind {
    /** {@link String}. */
    STRING,
    /** byte, short, int, long, their boxes, {@link java.math.BigInteger}. */
    INTEGER,
    /** {@link java.math.BigDecimal}, with its scale. */
    DECIMAL,
    /** boolean. */
    BOOLEAN,
    /** {@link java.time.LocalDate}, ISO 8601. */
    DATE,
    /** {@link java.time.Instant}, ISO 8601 in UTC. */
    INSTANT,
    /** An enum constant, by its name. */
    ENUM,
    /** A nested record class. */
    RECORD,
    /** A {@link java.util.List} of any other kind. */
    LIST;

    /** Whether a value of this kind stands in one CSV cell and may be a key's part or a cell of a row. */
    public boolean isScalar() {
        return this != RECORD && this != LIST;
    }
}
