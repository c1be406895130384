package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign bench-artifacts}: whether large files travel at the speed of the disk. */
@Command(
        name = "bench-artifacts",
        description = "Uploads and downloads a large file and writes the same bytes to the disk, in turn.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class ArtifactsCommand implements Callable<Integer> {

    private static final int PIECE = 1 << 20;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--disk",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "A folder on the disk of the server's store, to measure the disk itself; default: here.")
    private Path disk;

    @Option(names = "--size", paramLabel = "MIB", defaultValue = "2048", description = "Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrackingClient client = server.client();
        byte[] noise = new byte[PIECE];
        new Random().nextBytes(noise);
        for (int round = 1; round <= rounds; round++) {
            String run = client.createRun("0");
            String file = "0/" + run + "/artifacts/large-" + round + ".bin";
            double written = rate(() -> writeToDisk(noise));
            double uploaded = rate(() -> client.upload(file, size * (long) PIECE, out -> pour(noise, out)));
            double downloaded = rate(() -> client.download(file, this::drain));
            print(
                    "round %d, %d MiB: disk with fsync %.0f MB/s; upload %.0f MB/s (%.2f of it); download %.0f MB/s (%.2f)",
                    round, size, written, uploaded, uploaded / written, downloaded, downloaded / written);
        }
        return 0;
    }

    /** Something that fails as input and output do. */
    private interface Transfer {

        void run() throws IOException;
    }

    /** Of as many bytes, in millions a second. */
    private double rate(Transfer transfer) throws IOException {
        long start = System.nanoTime();
        transfer.run();
        return size * (double) PIECE / 1e6 / ((System.nanoTime() - start) / 1e9);
    }

    private void writeToDisk(byte[] noise) throws IOException {
        Path file = Files.createTempFile(disk, "bench", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int piece = 0; piece < size; piece++) {
                stamp(noise, piece);
                ByteBuffer bytes = ByteBuffer.wrap(noise);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void pour(byte[] noise, OutputStream out) throws IOException {
        for (int piece = 0; piece < size; piece++) {
            stamp(noise, piece);
            out.write(noise);
        }
    }

    /** No two files, and no two pieces of one, are the same: nothing is stored twice for one. */
    private static void stamp(byte[] noise, int piece) {
        ByteBuffer.wrap(noise).putLong(System.nanoTime()).putInt(piece);
    }

    private void drain(InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = size * (long) PIECE;
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            left -= read;
        }
        if (left != 0) {
            throw StartupError.of("The download is short of %d bytes.", left);
        }
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
