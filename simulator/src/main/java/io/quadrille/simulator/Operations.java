package io.quadrille.simulator;

import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.runtime.EventArchive;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do to runs while they are under way, and once more when all is calm, to end what was cut off. */
final class Operations {
    private static final int MOST = 3;
    private static final Duration CALM = Duration.ofHours(6);
    /** What the first amendment refuses, the second takes. */
    private static final int LAST_RETRIES = 2;

    private final World world;

    Operations(World world) {
        this.world = world;
    }

    void schedule() {
        for (int i = 0; i < MOST; i++) {
            int number = i;
            world.launches()
                    .at(Fault.REDRIVE, i, "redrive " + i, world.plan().faultTime(), () -> amendAll(number, true));
            world.launches().at(Fault.RETRY, i, "retry " + i, world.plan().faultTime(), () -> amendAll(number, false));
        }
    }

    /** Whether all that can be sent again was, once the faults had ended. */
    boolean endsWithRedrive() {
        Adversary adversary = world.adversary();
        return adversary.has(Fault.BAD_DEPLOY) || adversary.has(Fault.REDRIVE) || adversary.has(Fault.RETRY);
    }

    /** Whatever broke off is ended by the next redrive; what a bad deploy refused is sent again after it. */
    void scheduleLast() {
        Adversary adversary = world.adversary();
        boolean badDeploy = adversary.has(Fault.BAD_DEPLOY);
        if (endsWithRedrive()) {
            world.time().schedule(CALM, () -> amendAll(MOST, true));
        }
        for (int i = 1; badDeploy && i <= LAST_RETRIES; i++) {
            int number = MOST + i;
            world.time().schedule(CALM.multipliedBy(i + 1L), () -> amendAll(number, false));
        }
    }

    private void amendAll(int number, boolean redrive) {
        List<RunKey> runs = List.copyOf(world.witness().runs().keySet());
        for (RunKey run : runs) {
            AmendmentRequest request = redrive ? AmendmentRequest.redrive(run) : AmendmentRequest.retry(run, null);
            world.tell(request.action() + " of file " + world.witness().runs().get(run) + " is asked for");
            world.witness().amended(run);
            WorkScheduler scheduler = new WorkScheduler(world);
            Worker worker = world.newOperator(scheduler);
            String name = request.action() + "/" + world.witness().runs().get(run) + "/" + number;
            scheduler.worksFor(new Work(name, "operator", worker));
            worker.runtime
                    .operator(world.bus(), EventArchive.NONE)
                    .carryOut(request, name)
                    .whenComplete((receipt, failure) -> ended(name, number >= MOST, receipt, failure));
        }
    }

    /** @param inCalm whether it was asked for after the faults, when every run is known; before, it may be too early */
    private void ended(String name, boolean inCalm, @Nullable AmendmentReceipt receipt, @Nullable Throwable failure) {
        boolean mayFail =
                failure instanceof RetryableFailure || failure instanceof CannotAmend || failure instanceof Work.Lost;
        if (failure != null && (inCalm || !mayFail)) {
            world.violate(Invariant.CONVERGES, name + " failed, and no fault can make it: " + failure);
        } else {
            world.tell(name + (receipt == null ? " broke off: " + failure : " sent " + receipt.events() + " events"));
        }
    }
}
