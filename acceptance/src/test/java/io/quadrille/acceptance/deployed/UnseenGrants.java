package io.quadrille.acceptance.deployed;

import io.quadrille.acceptance.deployed.Template.Grant;
import java.util.List;
import java.util.Optional;

/** The grants that no process is seen to need, each with who needs it and when. */
final class UnseenGrants {
    private UnseenGrants() {}

    /**
     * A row of the table.
     *
     * @param role whose, with wildcards
     * @param action with wildcards
     * @param resource with wildcards
     */
    record Row(String role, String action, String resource, String reason) {
        private static Row parse(String line) {
            String[] cells = line.split(",", 4);
            return new Row(cells[0], cells[1], cells[2], cells[3]);
        }

        private boolean isFor(String owner, Grant grant) {
            return Grant.matches(role, owner)
                    && Grant.matches(action, grant.action())
                    && Grant.matches(resource, grant.resource());
        }
    }

    static List<Row> rows() {
        return Ground.recorded("granted-but-not-seen.csv")
                .lines()
                .skip(1)
                .map(Row::parse)
                .toList();
    }

    /** The row that gives the reason for a role's grant. */
    static Optional<Row> find(String role, Grant grant) {
        return rows().stream().filter(row -> row.isFor(role, grant)).findFirst();
    }
}
