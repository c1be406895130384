package io.countersign.notice;

/** Brings a message to an address. Safe for many threads. */
interface Carrier {

    /** @throws Undelivered when it did not get there, or may not have */
    void carry(String address, Letter letter);

    /** Why a message did not get there. */
    final class Undelivered extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final boolean forGood;

        /** @param forGood whether to try again is in vain */
        Undelivered(String message, boolean forGood) {
            super(message);
            this.forGood = forGood;
        }

        boolean isForGood() {
            return forGood;
        }
    }
}
