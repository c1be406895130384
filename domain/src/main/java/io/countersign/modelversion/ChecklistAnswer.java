package io.countersign.modelversion;

import io.countersign.privacy.SealedText;
import org.jspecify.annotations.Nullable;

/** What somebody answered to one item of a checklist. */
public record ChecklistAnswer(
        String item, Value answer, @Nullable SealedText note) {

    /** The answers that there are. */
    public enum Value {
        YES("yes"),
        NO("no"),
        NOT_APPLICABLE("n/a");

        private final String label;

        Value(String label) {
            this.label = label;
        }

        /** As people read and write it. */
        public String label() {
            return label;
        }
    }
}
