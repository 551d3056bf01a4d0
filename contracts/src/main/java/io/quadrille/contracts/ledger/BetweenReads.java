package io.quadrille.contracts.ledger;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.LedgerStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A ledger whose reader is overtaken between its look at one run and, right after it, at another. */
final class BetweenReads {
    private final LedgerStore store;
    private final RunKey first;
    private final RunKey second;
    private final Runnable others;
    private boolean firstWasRead;
    private boolean done;

    private BetweenReads(LedgerStore store, RunKey first, RunKey second, Runnable others) {
        this.store = store;
        this.first = first;
        this.second = second;
        this.others = others;
    }

    /** @param others what others do meanwhile, once */
    static LedgerStore of(LedgerStore store, RunKey first, RunKey second, Runnable others) {
        BetweenReads between = new BetweenReads(store, first, second, others);
        return (LedgerStore) Proxy.newProxyInstance(
                LedgerStore.class.getClassLoader(), new Class<?>[] {LedgerStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("findRun")) {
                        between.reads(arguments[0]);
                    }
                    try {
                        return method.invoke(between.store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void reads(@Nullable Object run) {
        if (second.equals(run) && firstWasRead && !done) {
            done = true;
            others.run();
        }
        firstWasRead = first.equals(run);
    }
}
