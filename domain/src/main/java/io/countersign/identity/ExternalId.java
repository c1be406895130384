package io.countersign.identity;

/**
 * Whom an OpenID provider vouches for. The pair alone is never given to another (OpenID Connect Core 1.0, section 5.7):
 * names and addresses are.
 *
 * @param issuer the provider's {@code iss}
 * @param subject its {@code sub}
 */
public record ExternalId(String issuer, String subject) {}
