package io.countersign.verifier;

import io.countersign.proof.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a file that may be longer than memory, each of which is not. */
final class Lines {

    private static final int LONGEST = 96 << 20;

    private final InputStream in;

    Lines(InputStream in) {
        this.in = in;
    }

    /** @return null behind the last @throws Unreadable when a line has no end, or a late one */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() > 0) {
                    throw new Unreadable("The file breaks off in the middle of a line.");
                }
                return null;
            }
            if (line.size() == LONGEST) {
                throw new Unreadable("A line is longer than " + LONGEST + " bytes.");
            }
            line.write(next);
        }
        return line.toByteArray();
    }
}
