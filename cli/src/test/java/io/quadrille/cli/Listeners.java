package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Pages that are open: each listens to events, and one thread reads for all of them. One more never reads. */
final class Listeners implements AutoCloseable {
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final AtomicLong bytes = new AtomicLong();
    private final Thread reader = new Thread(this::read, "listeners");

    Listeners(int port, int count) throws IOException {
        byte[] ask = ("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n").getBytes(US_ASCII);
        for (int i = 0; i <= count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channels.add(channel);
            channel.write(ByteBuffer.wrap(ask));
            if (i < count) { // the last one is never read
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
        }
        reader.setDaemon(true);
        reader.start();
    }

    /** What they were told so far. */
    long bytes() {
        return bytes.get();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (selector.isOpen()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    int read = ((SocketChannel) key.channel()).read(buffer);
                    if (read < 0) {
                        key.cancel();
                    }
                    bytes.addAndGet(Math.max(0, read));
                }
                selector.selectedKeys().clear();
            }
        } catch (ClosedSelectorException e) {
            Thread.currentThread().interrupt(); // it is closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
