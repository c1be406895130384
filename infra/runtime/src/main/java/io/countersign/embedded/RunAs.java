package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs are run, because they refuse to run as root: in a user namespace without users where that
 * may be had, else as {@code nobody}, to whom its files then belong.
 *
 * @param prefix the command that runs the command after it
 * @param owner the user who must own the data and reach the programs, when it is not the user of this process
 */
record RunAs(List<String> prefix, Optional<String> owner) {

    static final RunAs NAMESPACE = new RunAs(List.of("unshare", "-U"), Optional.empty());
    static final RunAs NOBODY =
            new RunAs(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"), Optional.of("nobody"));
    private static final RunAs SELF = new RunAs(List.of(), Optional.empty());

    static RunAs detect() {
        if (!isRoot()) {
            return SELF;
        }
        return Stream.of(NAMESPACE, NOBODY)
                .filter(RunAs::works)
                .findFirst()
                .orElseThrow(
                        () -> new StartupError(
                                "PostgreSQL does not run as root, and neither unshare nor setpriv works here; "
                                        + "start the server as another user, or name a server with --database jdbc:postgresql://..."));
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    boolean works() {
        try {
            return Command.of(prefix, "true").run().succeeded();
        } catch (IOException e) {
            return false;
        }
    }

    /** The command as this user, without the variables that PostgreSQL's programs would heed. */
    Command command(Path program, String... arguments) {
        return Command.of(prefix, program.toString()).with(arguments);
    }

    /** Gives a file or a whole directory to that user. */
    void own(Path path) throws IOException {
        if (owner.isEmpty()) {
            return;
        }
        UserPrincipal user =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner.get());
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                return visitFile(dir, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(file, user);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
