package io.quadrille.loadtests.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;

/** A file of customers that nobody has on a disk: made while it is read, of a fixed length for each record. */
public final class EndlessCustomers extends InputStream {
    private static final byte[] HEADER = "id,house_number,street,town,zip,email\n".getBytes(US_ASCII);
    private static final String RECORD = "%012d, 17b ,Bahnhofstrasse,  Springfield,%05d,Anna.Meier%08d@Example.ORG\n";
    private static final int ZIPS = 100_000;
    private static final int NAMES = 100_000_000;
    private static final int RECORD_BYTES = RECORD.formatted(0, 0, 0).length();

    private final long records;
    private byte[] block = HEADER;
    private int position;
    private long next = 1;

    /** @param records of the file */
    public EndlessCustomers(long records) {
        this.records = records;
    }

    /** The length of a file of so many records. */
    public static long bytes(long records) {
        return HEADER.length + records * RECORD_BYTES;
    }

    /** How many records make a file of about this length. */
    public static long records(long bytes) {
        return Math.max(1, bytes / RECORD_BYTES);
    }

    @Override
    public int read() {
        return fill() ? block[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, block.length - position);
        System.arraycopy(block, position, bytes, offset, count);
        position += count;
        return count;
    }

    /** Makes the next records if the last are read. @return whether there is a byte */
    private boolean fill() {
        if (position < block.length) {
            return true;
        }
        if (next > records) {
            return false;
        }
        int count = (int) Math.min(1_000, records - next + 1);
        block = new byte[count * RECORD_BYTES];
        position = 0;
        byte[] template = RECORD.formatted(0, 0, 0).getBytes(US_ASCII);
        int zip = RECORD.indexOf("%05d") - "%012d".length() + 12;
        int name = RECORD_BYTES - "00000000@Example.ORG\n".length();
        for (int i = 0; i < count; i++, next++) {
            int begin = i * RECORD_BYTES;
            System.arraycopy(template, 0, block, begin, RECORD_BYTES);
            digits(next, begin, 12);
            digits(next % ZIPS, begin + zip, 5);
            digits(next % NAMES, begin + name, 8);
        }
        return true;
    }

    private void digits(long number, int begin, int count) {
        long rest = number;
        for (int i = begin + count - 1; i >= begin; i--) {
            block[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
