package io.countersign.oidc;

import io.countersign.identity.AccountKind;
import io.countersign.identity.Authentication;
import io.countersign.identity.ExternalId;
import io.countersign.identity.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says of somebody now, in this server's terms.
 *
 * @param name by which the provider knows them; not always one that is allowed here
 * @param actsFor the name of the person whom a program acts for; null when it does not say
 * @param authentication when and how they last showed who they are; null when it does not say
 */
public record Vouched(
        ExternalId id,
        String name,
        AccountKind kind,
        Set<Role> roles,
        Set<String> groups,
        @Nullable String actsFor,
        @Nullable Authentication authentication) {}
