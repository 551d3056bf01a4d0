package io.quadrille.acceptance.deployed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTour.class)
final class LeastPrivilegeTest {
    private final Tour tour;

    LeastPrivilegeTest(Tour tour) {
        this.tour = tour;
    }

    @Test
    void show() throws Exception {
        tour.handled().forEach((what, handled) -> System.out.println(what + " -> " + handled.sent().values() + " " + handled.answer()));
        System.out.println(tour.extract().published() + "\n" + tour.extract().publishedAfterwards()+ "\n" + tour.extract().stoppedExit()+ tour.extract().endedExit()+tour.workerExit());
        var grants = tour.ground().template().grants();
        grants.putAll(Map(tour));
        for (var e : grants.entrySet()) {
            System.out.println("== " + e.getKey());
            var calls = tour.calls(e.getKey());
            calls.forEach(c -> System.out.println((e.getValue().stream().anyMatch(g -> g.allows(c)) ? "  ok " : "  NOT GRANTED ") + c));
            e.getValue().forEach(g -> { if (calls.stream().noneMatch(g::allows)) System.out.println("  UNSEEN " + g);});
        }
    }

    private static java.util.Map<String, java.util.List<Template.Grant>> Map(Tour tour) throws Exception {
        var m = tour.ground().template(java.util.Set.of("load")).grants();
        m.keySet().removeIf(k -> !k.startsWith("worker"));
        return m;
    }
}
