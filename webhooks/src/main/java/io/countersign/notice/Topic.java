package io.countersign.notice;

import java.util.Locale;

/** What people are told about, by the id under which it is looked up. */
public record Topic(Kind kind, String id) {

    /** Of which kind it is. */
    public enum Kind {
        /** A request for a change of a model. */
        REQUEST,
        /** A change of policy that was proposed. */
        PROPOSAL,
        /** The review of broken glass, by the request that was decided so. */
        BYPASS;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind coded(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
