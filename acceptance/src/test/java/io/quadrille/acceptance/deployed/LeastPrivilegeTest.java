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
        tour.handled()
                .forEach((what, handled) ->
                        System.out.println(what + " -> " + handled.sent().size() + " " + handled.answer()));
        var grants = tour.ground().template().grants();
        grants.putAll(Map(tour));
        for (var e : grants.entrySet()) {
            System.out.println("== " + e.getKey());
            var calls = tour.ground().calls(e.getKey());
            calls.forEach(c -> System.out.println(
                    (e.getValue().stream().anyMatch(g -> g.allows(c)) ? "  ok " : "  NOT GRANTED ") + c));
            e.getValue().forEach(g -> {
                if (calls.stream().noneMatch(g::allows)) System.out.println("  UNSEEN " + g);
            });
        }
    }

    private static java.util.Map<String, java.util.List<Template.Grant>> Map(Tour tour) throws Exception {
        var m = tour.ground().templateWithWorker().grants();
        m.keySet().removeIf(k -> !k.startsWith("worker"));
        return m;
    }
}
