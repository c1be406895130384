package io.countersign.pack;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Decision;
import io.countersign.proof.EntryTable;
import io.countersign.proof.Frontier;
import io.countersign.proof.LogExport;
import io.countersign.proof.LogStretch;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.PackManifest;
import io.countersign.proof.Receipts;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes one pack. Of one thread, once. */
final class AuditPack {

    private final EntryTable entries;
    private final Receipts receipts;
    private final NoteSigner log;
    private final LogStretch stretch;
    private final PackPart.About about;
    private final PackManifest empty;
    private final List<Made> decisions = new ArrayList<>();

    private record Made(long index, String event) {}

    AuditPack(EntryTable entries, Receipts receipts, NoteSigner log, LogStretch stretch, PackPart.About about) {
        this.entries = entries;
        this.receipts = receipts;
        this.log = log;
        this.stretch = stretch;
        this.about = about;
        this.empty = manifest(List.of());
    }

    private PackManifest manifest(List<PackManifest.Entry> files) {
        return new PackManifest(about.model().value(), about.from(), about.to(), files);
    }

    void write(PackFiles files, List<PackPart> parts) throws IOException {
        files.add(PackManifest.EVENTS, this::events);
        for (Made decision : decisions) {
            byte[] receipt = receipts.of(
                            entries.stored(decision.event()).orElseThrow(), decision.index(), stretch.checkpoint())
                    .canonical();
            files.add(PackManifest.RECEIPTS + decision.event() + ".json", out -> out.write(receipt));
        }
        for (PackPart part : parts) {
            part.into(files, about);
        }
        files.end(this::manifest, log);
    }

    /** Every leaf of the range; those that the pack is about tell what they say. */
    private void events(OutputStream out) throws IOException {
        line(out, new LogExport.Header(stretch.checkpoint(), stretch.range()).canonical());
        long index = stretch.range().first();
        Frontier leaves = new Frontier(index, stretch.range().before());
        for (List<EntryTable.Stored> page = stretch.next(empty::concerns);
                !page.isEmpty();
                page = stretch.next(empty::concerns)) {
            for (EntryTable.Stored event : page) {
                line(out, line(index++, event).canonical());
                leaves.add(event.entry().leaf());
            }
        }
        stretch.range().requireAll(leaves, Checkpoint.of(stretch.checkpoint())); // or nothing is signed
    }

    private LogExport.Line line(long index, EntryTable.Stored event) {
        if (!empty.mustTell(event.entry())) {
            return new LogExport.Line(index, event.entry(), null, null);
        }
        if (Decision.isOne(event.entry().type())) {
            decisions.add(new Made(index, event.entry().id()));
        }
        return new LogExport.Line(index, event.entry(), new LogExport.Content(event.payload(), event.metadata()), null);
    }

    private static void line(OutputStream out, byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
    }
}
