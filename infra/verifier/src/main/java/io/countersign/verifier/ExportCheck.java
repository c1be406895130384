package io.countersign.verifier;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Forged;
import io.countersign.proof.Frontier;
import io.countersign.proof.Hash;
import io.countersign.proof.LogExport.Header;
import io.countersign.proof.LogExport.Line;
import io.countersign.proof.LogExport.Range;
import io.countersign.proof.NoteKey;
import io.countersign.proof.Proofs;
import io.countersign.proof.SignedNote;
import io.countersign.proof.Unreadable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code export FILE}: line by line, however long it is. */
final class ExportCheck {

    private final Header header;
    private final Checkpoint checkpoint;
    private final @Nullable Frontier range;
    private final Consumer<Line> each;
    private long lines;
    private long contents;
    private long lastProven = -1;

    private ExportCheck(Header header, NoteKey log, Collection<NoteKey> witnesses, Consumer<Line> each) {
        this.header = header;
        this.checkpoint = Checkpoints.verified(header.checkpoint(), log, witnesses);
        this.range = header.range() == null
                ? null
                : new Frontier(header.range().first(), header.range().before());
        this.each = each;
    }

    /** What was verified. @param contents how many of the events have theirs */
    record Result(Header header, Checkpoint checkpoint, long lines, long contents) {}

    static List<String> report(Arguments arguments) throws IOException {
        NoteKey key = arguments.key();
        List<NoteKey> witnesses = arguments.witnesses();
        Optional<Path> known = arguments.file("--checkpoint");
        try (InputStream in = Reading.open(arguments.files(1, 1).getFirst())) {
            Result result = verify(in, key, witnesses, line -> {});
            if (known.isPresent()) {
                requireSame(result.header().checkpoint(), Checkpoints.read(known.get()));
            }
            List<String> report = new ArrayList<>();
            report.add(result.lines() + " events, " + result.contents() + " of them with what they say");
            report.add(words(result.header().range()));
            report.addAll(Checkpoints.words(result.header().checkpoint(), witnesses));
            return report;
        }
    }

    static void requireSame(SignedNote found, SignedNote known) {
        if (!found.text().equals(known.text())) {
            throw new Forged("It is of another checkpoint than the one that is known; 'consistency' compares the two.");
        }
    }

    static String words(@Nullable Range range) {
        return range == null
                ? "each event by a proof of its own; nothing is said about others"
                : "they are all of leaves " + range.first() + " to " + (range.end() - 1);
    }

    /** @param each is given every line that is true by itself, before it is known whether one is missing */
    static Result verify(InputStream in, NoteKey log, Collection<NoteKey> witnesses, Consumer<Line> each)
            throws IOException {
        Lines lines = new Lines(new BufferedInputStream(in, 1 << 16));
        byte[] first = lines.next();
        if (first == null) {
            throw new Unreadable("The export is empty.");
        }
        ExportCheck check = new ExportCheck(Header.parse(first), log, witnesses, each);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            check.take(line);
        }
        return check.end();
    }

    private void take(byte[] bytes) {
        Line line = parsed(bytes);
        lines++;
        if (line.content() != null) {
            line.entry().requireIsOf(line.content().payload(), line.content().metadata());
            contents++;
        }
        Hash leaf = line.entry().leaf();
        if (line.proof() == null) {
            takeOfRange(line, leaf);
        } else {
            takeProven(line, leaf, line.proof());
        }
        each.accept(line);
    }

    private Line parsed(byte[] bytes) {
        try {
            return Line.parse(bytes);
        } catch (Unreadable e) {
            throw new Unreadable("Line " + (lines + 2) + ": " + e.getMessage());
        }
    }

    private void takeOfRange(Line line, Hash leaf) {
        if (range == null || header.range() == null) {
            throw new Unreadable("Line " + (lines + 1) + " has no proof, and is of no range.");
        }
        if (range.size() == header.range().end()) {
            throw new Forged("There are more events than leaves "
                    + header.range().first() + " to " + (header.range().end() - 1) + ", which it says to have.");
        }
        if (line.index() != range.size()) {
            throw new Forged("Where leaf " + range.size() + " should be, there is leaf " + line.index()
                    + ": one was left out, or they were reordered.");
        }
        range.add(leaf);
    }

    private void takeProven(Line line, Hash leaf, List<Hash> proof) {
        if (line.index() <= lastProven) {
            throw new Unreadable("Leaf " + line.index() + " is behind leaf " + lastProven + ", or there twice.");
        }
        Proofs.requireIncluded(leaf, line.index(), checkpoint.size(), proof, checkpoint.root());
        lastProven = line.index();
    }

    private Result end() {
        if (range != null && header.range() != null) {
            header.range().requireAll(range, checkpoint);
        }
        return new Result(header, checkpoint, lines, contents);
    }
}
