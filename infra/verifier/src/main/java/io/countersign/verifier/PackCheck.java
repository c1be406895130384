package io.countersign.verifier;

import io.countersign.proof.Decision;
import io.countersign.proof.Envelope;
import io.countersign.proof.Forged;
import io.countersign.proof.Hash;
import io.countersign.proof.LogEntry;
import io.countersign.proof.LogExport.Line;
import io.countersign.proof.LogExport.Range;
import io.countersign.proof.NoteKey;
import io.countersign.proof.PackManifest;
import io.countersign.proof.Receipt;
import io.countersign.proof.SignedNote;
import io.countersign.proof.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** {@code pack DIR|ZIP}: what is in it is true, and nothing of the model in that time is missing. */
final class PackCheck {

    private static final int MOST_FILES = 1_000_000;

    private final Path pack;
    private final NoteKey key;
    private final List<NoteKey> witnesses;
    private final PackManifest manifest;

    private final Set<String> decisions = new HashSet<>();
    private long told;
    private @Nullable Instant earliest;
    private @Nullable Instant latest;

    private PackCheck(Path pack, Arguments arguments) throws IOException {
        this.pack = pack;
        this.key = arguments.key();
        this.witnesses = arguments.witnesses();
        Envelope envelope = Envelope.parse(Reading.whole(pack.resolve(PackManifest.FILE), PackManifest.LARGEST));
        if (!envelope.payloadType().equals(PackManifest.PAYLOAD_TYPE)) {
            throw new Unreadable(
                    "What is signed as " + PackManifest.FILE + " is no manifest but " + envelope.payloadType() + ".");
        }
        envelope.requireSignedBy(key);
        this.manifest = PackManifest.parse(envelope.payload());
    }

    static List<String> report(Arguments arguments) throws IOException {
        Path given = arguments.files(1, 1).getFirst();
        if (Files.isDirectory(given)) {
            return new PackCheck(given, arguments).verify(arguments);
        }
        try (InputStream there = Reading.open(given);
                FileSystem zip = FileSystems.newFileSystem(given)) {
            return new PackCheck(zip.getPath("/"), arguments).verify(arguments);
        } catch (ProviderNotFoundException | ZipException e) {
            throw new Unreadable(given + " is neither a directory nor a whole ZIP file.");
        }
    }

    private List<String> verify(Arguments arguments) throws IOException {
        requireListed();
        for (PackManifest.Entry file : manifest.files()) {
            requireSame(file);
        }
        ExportCheck.Result events = events();
        SignedNote checkpoint = events.header().checkpoint();
        Optional<Path> known = arguments.file("--checkpoint");
        if (known.isPresent()) {
            ExportCheck.requireSame(checkpoint, Checkpoints.read(known.get()));
        }
        for (String decision : decisions) {
            requireReceipt(decision, checkpoint);
        }
        List<String> report = new ArrayList<>();
        report.add(manifest.files().size() + " files are as they were when the pack was signed");
        report.add("all " + told + " events of model " + manifest.model() + " from " + manifest.from() + " to "
                + manifest.to() + " are in it, and receipts of all " + decisions.size() + " decisions among them");
        report.add(end(events));
        report.addAll(Checkpoints.words(checkpoint, witnesses));
        return report;
    }

    /** So that nobody puts anything beside what was signed. */
    private void requireListed() throws IOException {
        Set<String> listed = new HashSet<>(Set.of(PackManifest.FILE));
        manifest.files().forEach(file -> listed.add(file.path()));
        try (Stream<Path> there = Files.walk(pack)) {
            List<String> files = there.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST_FILES)
                    .map(file -> pack.relativize(file).toString().replace('\\', '/'))
                    .toList();
            files.stream().filter(file -> !listed.contains(file)).findFirst().ifPresent(other -> {
                throw new Forged("The file " + other + " is in the pack, and not in its manifest.");
            });
        }
    }

    private void requireSame(PackManifest.Entry file) throws IOException {
        Path there = pack.resolve(file.path());
        if (!Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)) {
            throw new Forged("The file " + file.path() + " is missing, or no plain file.");
        }
        try (DigestInputStream in = new DigestInputStream(Reading.open(there), Hash.digest())) {
            long read = in.transferTo(java.io.OutputStream.nullOutputStream());
            Hash found = Hash.of(in.getMessageDigest().digest());
            if (read != file.size() || !found.equals(file.sha256())) {
                throw new Forged("The file " + file.path() + " is not the one that was signed: its SHA-256 is " + found
                        + ", and not " + file.sha256() + ".");
            }
        }
    }

    private ExportCheck.Result events() throws IOException {
        try (InputStream in = Reading.open(pack.resolve(PackManifest.EVENTS))) {
            ExportCheck.Result result = ExportCheck.verify(in, key, witnesses, this::take);
            requireWholeTime(result);
            return result;
        }
    }

    private void take(Line line) {
        LogEntry entry = line.entry();
        if (line.proof() != null) {
            return; // it was put beside those of the range
        }
        Instant time = PackManifest.timeOf(entry.time());
        earliest = earliest == null ? time : earliest;
        latest = time;
        if (!manifest.mustTell(entry)) {
            return;
        }
        if (line.content() == null) {
            throw new Forged("Event " + entry.id() + " (" + entry.type() + ", leaf " + line.index()
                    + ") is of the model and of that time, and what it says was left out.");
        }
        told++;
        if (Decision.isOne(entry.type())) {
            decisions.add(entry.id());
        }
    }

    /** Whatever happened in that time is between the first leaf of the range and the last. */
    private void requireWholeTime(ExportCheck.Result result) {
        Range range = result.header().range();
        if (range == null || earliest == null || latest == null) {
            throw new Forged("The events are of no range of the log, so that any may have been left out.");
        }
        if (range.first() > 0 && earliest.isAfter(manifest.from().minus(PackManifest.MARGIN))) {
            throw new Forged("The range begins with leaf " + range.first() + " of " + earliest
                    + ": what came before may be of that time.");
        }
        if (range.end() < result.checkpoint().size()
                && latest.isBefore(manifest.to().plus(PackManifest.MARGIN))) {
            throw new Forged("The range ends before leaf " + range.end() + ", with one of " + latest
                    + ": what came after may be of that time.");
        }
    }

    /** A log that ends before the time does has not come to its end yet. */
    private String end(ExportCheck.Result events) {
        boolean toTheEnd = events.header().range() != null
                && events.header().range().end() == events.checkpoint().size();
        return toTheEnd
                ? "the log ended with leaf " + (events.checkpoint().size() - 1) + " then, of " + latest
                : "the log went on after that time";
    }

    private void requireReceipt(String event, SignedNote checkpoint) throws IOException {
        Path file = pack.resolve(PackManifest.RECEIPTS + event + ".json");
        if (!Files.isRegularFile(file)) {
            throw new Forged("The receipt of event " + event + " is missing.");
        }
        Receipt receipt = Receipt.parse(Reading.whole(file, Receipt.LARGEST));
        Receipt.Proven proven = receipt.requireTrue(key, witnesses);
        if (!proven.entry().id().equals(event)) {
            throw new Forged("The receipt of event " + event + " is one of event "
                    + proven.entry().id() + ".");
        }
        if (!receipt.proof().checkpoint().text().equals(checkpoint.text())) {
            throw new Forged("The receipt of event " + event + " is of another checkpoint than the pack.");
        }
    }
}
