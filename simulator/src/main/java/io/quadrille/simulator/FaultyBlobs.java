package io.quadrille.simulator;

import io.quadrille.handlers.ports.BlobStore;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Blobs whose claim checks come late, or are gone for good. */
final class FaultyBlobs implements BlobStore {
    private final World world;
    private final BlobStore blobs;
    private final Set<String> gone = new HashSet<>();

    FaultyBlobs(World world, BlobStore blobs) {
        this.world = world;
        this.blobs = blobs;
    }

    @Override
    public void put(String key, byte[] bytes) {
        world.witness().blob(key, bytes);
        blobs.put(key, bytes);
    }

    @Override
    public Optional<byte[]> find(String key) {
        Adversary adversary = world.adversary();
        if (key.startsWith("claims/")) {
            if (adversary.strikes(Fault.LATE_CLAIM, world.callPlace(), world::callName)) {
                world.cover(Fault.LATE_CLAIM);
                return Optional.empty();
            }
            if (holdsRecords(key) && adversary.strikes(Fault.GONE_CLAIM, Chance.place(key), world::callName)) {
                gone.add(key);
                world.cover(Fault.GONE_CLAIM);
            }
            if (gone.contains(key)) {
                return Optional.empty();
            }
        }
        return blobs.find(key);
    }

    /**
     * Not the rejects': the ledger could never be told of them. Nor those of a retry: what was rejected would end as a dead
     * letter, and the oracle knows no such.
     */
    private boolean holdsRecords(String key) {
        return world.witness()
                .findEvent(key.substring(key.lastIndexOf('/') + 1))
                .filter(event -> event.kind().carriesRecords() && !event.run().amends())
                .isPresent();
    }

    @Override
    public void removeAll(String prefix) {
        blobs.removeAll(prefix);
    }
}
