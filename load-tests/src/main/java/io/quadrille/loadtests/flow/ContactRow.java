package io.quadrille.loadtests.flow;

/** A customer as the file has it, without a sensitive field: what the plain loops and the peers read. */
public record ContactRow(long id, String houseNumber, String street, String town, String zip, String email) {
    /** Of the file's cells, in its order. */
    public static ContactRow of(String[] cells) {
        return new ContactRow(Long.parseLong(cells[0].strip()), cells[1], cells[2], cells[3], cells[4], cells[5]);
    }
}
