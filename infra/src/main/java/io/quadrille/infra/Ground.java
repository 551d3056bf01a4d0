package io.quadrille.infra;

/** What every entry point of a deployment stands on. */
record Ground(
        Blueprint blueprint,
        DeploymentKey key,
        PipelineBus bus,
        BlobsBucket blobs,
        LandingBucket landing,
        LedgerTable ledger,
        TaskCluster tasks,
        Settings settings,
        Rollout rollout) {

    /** What any entry point may do that takes part in runs: publish events, and use key and settings. */
    void grantCommon(EntryRole role) {
        bus.grantPublish(role);
        key.grantUse(role);
        settings.grantRead(role);
    }

    /** What an entry point may do that only reads what others wrote: its environment has all settings. */
    void grantReading(EntryRole role) {
        key.grantOpen(role);
    }
}
