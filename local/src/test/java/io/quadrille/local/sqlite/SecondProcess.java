package io.quadrille.local.sqlite;

import java.nio.file.Path;
import java.sql.Statement;

/** Opens a home for writing from another process: {@code try FOLDER} says how it went, {@code hold FOLDER} stays. */
final class SecondProcess {
    private SecondProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (SqliteHome home = SqliteHome.openForWriting(Path.of(arguments[1]))) {
            if (arguments[0].equals("hold")) {
                home.<Void>inTransaction(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("CREATE TABLE t (x)");
                        statement.execute("INSERT INTO t VALUES (1)");
                    }
                    return null;
                });
                System.out.println("committed");
                System.in.read();
            } else {
                System.out.println("opened");
            }
        } catch (HomeInUse e) {
            System.out.println(e.getMessage());
        }
    }
}
