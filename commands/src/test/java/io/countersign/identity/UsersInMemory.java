package io.countersign.identity;

import io.countersign.token.NewToken;
import io.countersign.token.TokenId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory of users in memory. */
public final class UsersInMemory implements UserDirectory {

    final Set<String> names = new HashSet<>();
    final Set<ExternalId> externals = new HashSet<>();
    final Set<TokenId> tokens = new HashSet<>();
    final Map<SubjectId, PasswordHash> passwords = new HashMap<>();
    public final Map<SubjectId, SubjectId> persons = new HashMap<>();
    public final Map<SubjectId, SubjectId> keepers = new HashMap<>();
    boolean anotherAdmin;

    /** @param users who can sign in */
    public UsersInMemory(SubjectId... users) {
        List.of(users).forEach(user -> passwords.put(user, new PasswordHash("$argon2id$none")));
    }

    @Override
    public boolean register(
            SubjectId user,
            String username,
            PasswordHash password,
            Set<Role> roles,
            Set<String> groups,
            SubjectId maker) {
        passwords.put(user, password);
        keep(user, maker);
        return names.add(username);
    }

    @Override
    public boolean admit(
            SubjectId user,
            ExternalId external,
            String username,
            AccountKind kind,
            Set<Role> roles,
            Set<String> groups) {
        return externals.add(external) && names.add(username);
    }

    @Override
    public boolean registerService(SubjectId user, String username, Set<Role> roles, Set<String> groups) {
        return names.add(username);
    }

    @Override
    public void rename(SubjectId user, String username) {
        names.add(username);
    }

    @Override
    public void changeAccess(SubjectId user, Set<Role> roles, Set<String> groups) {}

    @Override
    public void changePassword(SubjectId user, PasswordHash password, SubjectId by) {
        passwords.put(user, password);
        keep(user, by);
    }

    private void keep(SubjectId user, SubjectId keeper) {
        if (!keeper.equals(user) && !keeper.equals(SubjectId.SYSTEM)) {
            keepers.put(user, keeper);
        }
    }

    @Override
    public void issue(SubjectId user, NewToken token, SubjectId by) {
        tokens.add(token.id());
    }

    @Override
    public void revoke(SubjectId user, TokenId token) {
        tokens.remove(token);
    }

    @Override
    public void vouch(SubjectId user) {
        keepers.remove(user);
    }

    @Override
    public Optional<SubjectId> keeperOf(SubjectId user) {
        return Optional.ofNullable(keepers.get(user));
    }

    @Override
    public SubjectId personBehind(SubjectId account) {
        return Hands.personBehind(account, each -> Optional.ofNullable(keepers.getOrDefault(each, persons.get(each))));
    }

    @Override
    public void remove(SubjectId user) {
        passwords.remove(user);
    }

    @Override
    public boolean hasAdminBesides(SubjectId user) {
        return anotherAdmin;
    }

    @Override
    public Optional<Chain> assign(SubjectId account, @Nullable SubjectId person) {
        Optional<Chain> chain = chain(account, person);
        if (chain.isEmpty() && person != null) {
            persons.put(account, person);
        } else if (chain.isEmpty()) {
            persons.remove(account);
        }
        return chain;
    }

    private Optional<Chain> chain(SubjectId account, @Nullable SubjectId person) {
        if (person == null) {
            return Optional.empty();
        }
        if (!passwords.containsKey(person)) {
            return Optional.of(Chain.NOBODY);
        }
        if (persons.containsKey(person)) {
            return Optional.of(Chain.PERSON_ACTS_FOR_ANOTHER);
        }
        return persons.containsValue(account) ? Optional.of(Chain.ACCOUNT_HAS_ACCOUNTS) : Optional.empty();
    }

    @Override
    public boolean actsForAPerson(SubjectId account) {
        return persons.containsKey(account);
    }

    @Override
    public boolean canSignIn(SubjectId user) {
        return passwords.containsKey(user);
    }
}
