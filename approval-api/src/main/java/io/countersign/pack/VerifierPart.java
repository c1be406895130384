package io.countersign.pack;

import io.countersign.assembly.ServerSettings;
import io.countersign.proof.Witnesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The program that verifies the pack, where the server was laid out with it; how to; and the keys, as the server has them. */
@Component
final class VerifierPart implements PackPart {

    private static final String PROGRAM = "countersign-verifier.jar";

    private static final String HOW = """
            This is what a log of Countersign has of one model in a time. To verify it, without network:

                java -jar countersign-verifier.jar pack THIS.zip --key VKEY

            VKEY is the key of the log. keys.txt has it as the server says it: compare it with what the log's keeper told you
            another way, and better use a verifier that you have already than the one in here, for whoever could forge the pack
            could forge these too. Exit code 0 says that everything in here is true and nothing is missing, 1 that
            something is forged, 2 that something cannot be read.
            """;

    private final ServerSettings settings;
    private final Witnesses witnesses;

    VerifierPart(ServerSettings settings, Witnesses witnesses) {
        this.settings = settings;
        this.witnesses = witnesses;
    }

    @Override
    public void into(PackFiles files, About about) throws IOException {
        files.add("README.txt", out -> out.write(HOW.getBytes(StandardCharsets.UTF_8)));
        StringBuilder keys = new StringBuilder("log " + settings.logKey().key() + "\n");
        witnesses
                .known()
                .forEach(witness -> keys.append("witness ").append(witness).append('\n'));
        files.add("keys.txt", out -> out.write(keys.toString().getBytes(StandardCharsets.UTF_8)));
        Optional<Path> program = program();
        if (program.isPresent()) {
            files.add(PROGRAM, out -> Files.copy(program.get(), out));
        }
    }

    /** Beside the server's own. */
    private static Optional<Path> program() {
        try {
            URI own = VerifierPart.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Optional.of(Path.of(own).resolveSibling(PROGRAM)).filter(Files::isRegularFile);
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException("The program is at no place of a file system.", e));
        }
    }
}
