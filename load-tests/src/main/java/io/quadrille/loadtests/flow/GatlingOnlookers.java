package io.quadrille.loadtests.flow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.loadtests.lane.Answers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Gatling's users: some list the runs, open the latest, its series and its rejects again and again; others hold a live
 * connection. Who is not answered as he should be fails the lap.
 */
final class GatlingOnlookers implements Onlookers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HomePage page = new HomePage();
    private final GatlingProcess gatling;
    private String note = "";

    /**
     * Waits until the users could begin.
     *
     * @param folder for Gatling's log
     * @param askers how many ask
     * @param listeners how many hold a live connection
     */
    GatlingOnlookers(Path folder, String askers, String listeners) throws IOException {
        gatling = GatlingProcess.start(folder, page.url(), askers, listeners);
        try {
            gatling.await("ready");
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void begin(Path home, String run) throws IOException {
        page.open(home);
        gatling.begin();
    }

    @Override
    public void leave() throws IOException {
        gatling.end();
        String[] left = gatling.await("left").split("[ =]");
        page.close();
        if (!left[3].equals("0")) {
            throw new IllegalStateException("listeners were told " + left[3] + " times that the ledger was not read");
        }
        note = "%,d changes told".formatted(Long.parseLong(left[1]));
    }

    @Override
    public List<Answers> answers() throws IOException {
        List<Answers> answers = JSON.readValue(gatling.await("answers"), new TypeReference<>() {});
        requireAnswered(answers, gatling.said());
        return answers;
    }

    /** @throws IllegalStateException if a request failed, with what Gatling said of it */
    static void requireAnswered(List<Answers> answers, String said) {
        List<String> failed = answers.stream()
                .filter(each -> each.failed() > 0)
                .map(each -> "%,d of %,d '%s'".formatted(each.failed(), each.asked(), each.request()))
                .toList();
        if (!failed.isEmpty()) {
            throw new IllegalStateException(
                    "requests failed: " + String.join(", ", failed) + "; Gatling said last:\n" + said);
        }
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public void close() throws IOException {
        gatling.close();
        page.close();
    }
}
