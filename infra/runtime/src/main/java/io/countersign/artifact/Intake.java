package io.countersign.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes what a client sends to a file, while it is measured: once through memory, by pieces, each at once on its way to
 * the disk, so that the last flush is short however large the file is.
 */
final class Intake {

    private static final int PIECE = 256 * 1024;
    private static final long FLUSHED_EVERY = 32L * 1024 * 1024;

    private Intake() {}

    /** What is computed of the bytes on their way. */
    interface Meter {

        void update(byte[] bytes, int offset, int length);
    }

    /**
     * Writes at most as many bytes as the limit, from this position of the channel on, and flushes them.
     *
     * @return how many there were
     */
    static long write(InputStream from, FileChannel to, long position, long limit, Meter meter) throws IOException {
        byte[] piece = new byte[PIECE];
        Flush flush = new Flush(to);
        long written = 0;
        try {
            while (written < limit) {
                int read = read(from, piece, (int) Math.min(PIECE, limit - written));
                if (read == 0) {
                    break;
                }
                meter.update(piece, 0, read);
                write(to, ByteBuffer.wrap(piece, 0, read), position + written);
                written += read;
                flush.written(read);
            }
        } finally {
            flush.await();
        }
        return written;
    }

    /** @return 0 at the end of the stream */
    private static int read(InputStream from, byte[] piece, int wanted) throws BrokenUpload {
        try {
            return from.readNBytes(piece, 0, wanted);
        } catch (IOException e) {
            throw new BrokenUpload("The upload broke off: its connection ended before its last byte.", e);
        }
    }

    private static void write(FileChannel to, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += to.write(bytes, at);
        }
    }

    /** @throws BrokenUpload unless as many bytes arrived as were announced */
    static void requireSize(long size, long announced) throws BrokenUpload {
        if (announced != ArtifactStore.UNKNOWN && size != announced) {
            throw new BrokenUpload(
                    "The upload has " + size + " bytes where " + announced + " were announced; nothing was stored.");
        }
    }

    /** The same failure, by its name where the disk is full. */
    static IOException told(IOException failure, Path folder) {
        if (failure instanceof BrokenUpload || failure instanceof StoreFull) {
            return failure;
        }
        return isFull(failure, folder) ? new StoreFull(failure) : failure;
    }

    private static boolean isFull(IOException failure, Path folder) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.getFileStore(folder).getUsableSpace() < PIECE;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts a flush whenever enough was written and none is under way. */
    private static final class Flush {

        private final FileChannel channel;
        private long unflushed;
        private Thread running = Thread.ofVirtual().unstarted(() -> {});

        Flush(FileChannel channel) {
            this.channel = channel;
        }

        void written(int bytes) {
            unflushed += bytes;
            if (unflushed >= FLUSHED_EVERY && !running.isAlive()) {
                unflushed = 0;
                running = Thread.ofVirtual().name("flush").start(this::force);
            }
        }

        /** What it could not write, the flush at the end will tell. */
        private void force() {
            try {
                channel.force(false);
            } catch (IOException e) {
                unflushed = 0;
            }
        }

        void await() {
            boolean interrupted = false;
            while (running.isAlive()) {
                try {
                    running.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
