package io.countersign.signin;

import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Where this server alone knows who may come in, whoever was not removed may. */
final class LocalStanding implements Standing {

    @Override
    public Identity of(Identity account) {
        if (account.external() != null) {
            throw new InvalidBearerTokenException(
                    "The token's owner is vouched for by a provider that is not asked here");
        }
        return account;
    }
}
