package io.quadrille.acceptance.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.acceptance.deployed.IamActions.Call;
import io.quadrille.acceptance.deployed.Template.Grant;
import io.quadrille.acceptance.deployed.UnseenGrants.Row;
import io.quadrille.contracts.endpoint.NeedsEcs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each role may do what its entry point is seen to do, and nothing else without a reason. */
@NeedsEcs
@ExtendWith(OnTour.class)
final class LeastPrivilegeTest {
    private final Ground ground;
    private final Map<String, List<Grant>> grants;

    LeastPrivilegeTest(Tour tour) {
        ground = tour.ground();
        grants = new TreeMap<>(ground.template().grants());
        ground.templateWithWorker().grants().forEach(grants::putIfAbsent);
    }

    @Test
    void every_entry_point_is_seen_at_work() throws IOException {
        assertThat(grants)
                .containsOnlyKeys(
                        "arrival",
                        "dead-letters",
                        "extract-task",
                        "observer",
                        "operator",
                        "page",
                        "step load",
                        "step transform",
                        "watchdog",
                        "worker load");
        for (String role : grants.keySet()) {
            assertThat(ground.calls(role)).as(role).hasSizeGreaterThan(5);
        }
    }

    @Test
    void every_call_is_granted() throws IOException {
        List<String> refused = new ArrayList<>();
        for (Map.Entry<String, List<Grant>> role : grants.entrySet()) {
            for (Call call : ground.calls(role.getKey())) {
                if (role.getValue().stream().noneMatch(grant -> grant.allows(call))) {
                    refused.add(role.getKey() + ": " + call);
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void every_grant_is_needed_or_has_a_reason_and_every_reason_a_grant() throws IOException {
        List<String> unneeded = new ArrayList<>();
        Set<Row> used = new LinkedHashSet<>();
        for (Map.Entry<String, List<Grant>> role : grants.entrySet()) {
            Set<Call> calls = ground.calls(role.getKey());
            for (Grant grant : role.getValue()) {
                if (calls.stream().noneMatch(grant::allows)) {
                    UnseenGrants.find(role.getKey(), grant)
                            .ifPresentOrElse(used::add, () -> unneeded.add(role.getKey() + ": " + grant));
                }
            }
        }
        assertThat(unneeded).isEmpty();
        assertThat(used).containsExactlyInAnyOrderElementsOf(UnseenGrants.rows());
        assertThat(used).allMatch(row -> row.reason().matches("[A-Z].{20,}\\."));
    }
}
