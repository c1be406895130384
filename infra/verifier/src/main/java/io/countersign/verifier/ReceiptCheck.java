package io.countersign.verifier;

import io.countersign.proof.NoteKey;
import io.countersign.proof.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code receipt FILE}. */
final class ReceiptCheck {

    private ReceiptCheck() {}

    static List<String> report(Arguments arguments) throws IOException {
        NoteKey key = arguments.key();
        List<NoteKey> witnesses = arguments.witnesses();
        Receipt receipt = Receipt.parse(Reading.whole(arguments.files(1, 1).getFirst(), Receipt.LARGEST));
        Receipt.Proven proven = receipt.requireTrue(key, witnesses);
        List<String> lines = new ArrayList<>();
        lines.add("event " + proven.entry().id() + " is leaf " + proven.index() + " of the log");
        lines.addAll(Checkpoints.words(receipt.proof().checkpoint(), witnesses));
        lines.add("it says " + new String(proven.statement(), StandardCharsets.UTF_8));
        return lines;
    }
}
