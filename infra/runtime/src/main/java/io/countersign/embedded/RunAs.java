package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs are run, because they refuse to run as root: in a user namespace without users where that
 * may be had, else as {@code nobody}, to whom PostgreSQL's files then belong.
 *
 * @param prefix the command that runs the command after it
 * @param owner the user who must own the files, when it may be another one than the user of this process
 * @param group whose members must be let through the directories above them
 */
record RunAs(List<String> prefix, Optional<String> owner, Optional<String> group) {

    static final RunAs NAMESPACE = new RunAs(List.of("unshare", "-U"), Optional.of("root"), Optional.empty());
    static final RunAs NOBODY = new RunAs(
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"),
            Optional.of("nobody"),
            Optional.of("nogroup"));
    private static final RunAs SELF = new RunAs(List.of(), Optional.empty(), Optional.empty());

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

    Command command(Path program, String... arguments) {
        return Command.of(prefix, program.toString()).with(arguments);
    }

    /** Gives a file or a whole directory to that user, unless it is his. */
    void own(Path path) throws IOException {
        if (owner.isPresent() && !Files.getOwner(path).getName().equals(owner.get())) {
            UserPrincipal user = users(path).lookupPrincipalByName(owner.get());
            try (Stream<Path> inside = Files.walk(path)) {
                for (Path each : inside.toList()) {
                    Files.setAttribute(each, "posix:owner", user, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    /** Lets that user pass through a directory, not look into it. */
    void admitTo(Path directory) throws IOException {
        if (group.isPresent()) {
            Files.setAttribute(directory, "posix:group", users(directory).lookupPrincipalByGroupName(group.get()));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x---"));
        }
    }

    private static UserPrincipalLookupService users(Path path) {
        return path.getFileSystem().getUserPrincipalLookupService();
    }
}
