package io.countersign;

/**
 * A command that may be decided in one transaction with commands to other streams. It is refused, if at all, before its
 * first event, and changes nothing but its own stream; so that a refusal leaves what the others did as it is.
 */
public interface SharesTransaction {

    /** Those to one stream are decided in the order in which they came. */
    String stream();
}
