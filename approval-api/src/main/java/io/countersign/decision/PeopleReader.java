package io.countersign.decision;

import io.countersign.access.ObjectAccess;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.Electorate;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads in which groups people are now, and who made their accounts. */
@Component
final class PeopleReader {

    private static final Set<String> REVIEWERS = Set.of(Electorate.REVIEWERS);

    private final JdbcTemplate jdbc;
    private final Authors authors;
    private final ObjectAccess access;

    PeopleReader(JdbcTemplate jdbc, Authors authors, ObjectAccess access) {
        this.access = access;
        this.jdbc = jdbc;
        this.authors = authors;
    }

    record Person(SubjectId subject, String username, Set<String> groups) {}

    /** By name. */
    List<Person> everybody() {
        return jdbc.query(
                "select subject_id, username, roles, groups from accounts "
                        + "where removed_at is null order by lower(username)",
                (row, number) ->
                        new Person(new SubjectId(row.getString("subject_id")), row.getString("username"), groups(row)));
    }

    /** The same, with the roles in which the actor signed in. */
    Map<SubjectId, Set<String>> groupsOf(Collection<SubjectId> people, Actor actor) {
        Map<SubjectId, Set<String>> groups = groupsOf(
                Stream.concat(people.stream(), Stream.of(actor.subject())).toList());
        Stream<String> roles = Arrays.stream(Role.values()).filter(actor::has).map(Role::label);
        groups.merge(actor.subject(), roles.collect(Collectors.toSet()), PeopleReader::both);
        return groups;
    }

    /** With the group of reviewers for those who hold a level on the model that lets them decide on such a change. */
    Map<SubjectId, Set<String>> withGrants(Map<SubjectId, Set<String>> groups, ModelId model, Change change) {
        Map<SubjectId, Set<String>> entitled = new HashMap<>();
        groups.forEach((person, theirs) -> entitled.put(
                person, mayDecideByGrant(person, theirs, model, change) ? both(theirs, REVIEWERS) : theirs));
        return entitled;
    }

    /** Changes that are not of stages take what reaching Production takes. */
    private boolean mayDecideByGrant(SubjectId person, Set<String> groups, ModelId model, Change change) {
        Set<Role> roles =
                groups.stream().flatMap(group -> Role.labelled(group).stream()).collect(Collectors.toSet());
        Actor actor = new Actor(person, roles, false);
        Actor deciding = change instanceof Change.ToStage move
                ? access.deciding(actor, model, move.from(), move.to())
                : access.deciding(actor, model, Stage.NONE, Stage.PRODUCTION);
        return deciding.has(Role.REVIEWER);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** With every role that they have, be it by having a higher one. Who was removed is in none. */
    Map<SubjectId, Set<String>> groupsOf(Collection<SubjectId> people) {
        Map<SubjectId, Set<String>> groups = new HashMap<>();
        jdbc.query(
                "select subject_id, roles, groups from accounts "
                        + "where subject_id = any (?::text[]) and removed_at is null",
                row -> {
                    groups.put(new SubjectId(row.getString("subject_id")), groups(row));
                },
                (Object) people.stream().map(SubjectId::value).toArray(String[]::new));
        return groups;
    }

    /** Whom accounts count as that count as somebody else's, also when they or that somebody were removed since. */
    Map<SubjectId, SubjectId> personsOf(Collection<SubjectId> accounts) {
        Map<SubjectId, SubjectId> persons = new HashMap<>();
        jdbc.query(
                "select account, person from ops.people_behind(?::text[])",
                row -> {
                    persons.put(new SubjectId(row.getString("account")), new SubjectId(row.getString("person")));
                },
                (Object) accounts.stream().map(SubjectId::value).toArray(String[]::new));
        return persons;
    }

    /** Accounts with the people whom they count as. */
    Set<SubjectId> withPersons(Collection<SubjectId> accounts) {
        return Stream.concat(accounts.stream(), personsOf(accounts).values().stream())
                .collect(Collectors.toSet());
    }

    /** Whom accounts act for that somebody else keeps: those of these accounts, and those that act for one of them. */
    Map<SubjectId, SubjectId> servingOrServed(Collection<SubjectId> accounts) {
        Map<SubjectId, SubjectId> serving = new HashMap<>();
        String[] ids = accounts.stream().map(SubjectId::value).toArray(String[]::new);
        jdbc.query(
                "select subject_id, acts_for from accounts where keeper is not null and acts_for is not null"
                        + " and (subject_id = any (?::text[]) or acts_for = any (?::text[]))",
                row -> {
                    serving.put(new SubjectId(row.getString("subject_id")), new SubjectId(row.getString("acts_for")));
                },
                ids,
                ids);
        return serving;
    }

    /** Of those whose accounts a person made; the first administrator's is the server's own work. */
    Map<SubjectId, SubjectId> makersOf(Collection<SubjectId> people) {
        Map<SubjectId, SubjectId> makers = new HashMap<>();
        for (SubjectId person : people) {
            Optional<SubjectId> maker = authors.firstOf(person.stream()).filter(each -> !each.equals(SubjectId.SYSTEM));
            maker.ifPresent(each -> makers.put(person, each));
        }
        return makers;
    }

    private static Set<String> groups(ResultSet row) throws SQLException {
        Stream<String> roles = texts(row, "roles")
                .flatMap(label -> Role.labelled(label).stream())
                .flatMap(held -> Arrays.stream(Role.values()).filter(held::includes))
                .map(Role::label);
        return Stream.concat(roles, texts(row, "groups")).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray());
    }
}
