package io.quadrille.loadtests.micro;

/** What is to be known of the benchmarks from outside. */
public final class MicroBenchmarks {
    /** Where they are. */
    public static final String PACKAGE = MicroBenchmarks.class.getPackageName();

    /** Of the chunk that each of them is about. */
    public static final int RECORDS = Sample.RECORDS;

    private MicroBenchmarks() {}
}
