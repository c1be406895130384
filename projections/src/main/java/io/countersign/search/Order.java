package io.countersign.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The total order of a search: its own order_by, what breaks ties, and at last the identity. */
final class Order {

    private static final int MOST_CLAUSES = 20;

    private final Target<?> target;
    private final List<SortTerm> terms = new ArrayList<>();

    private Order(Target<?> target) {
        this.target = target;
    }

    /** What an order_by of text asks for. */
    static List<Clause> clauses(Vocabulary vocabulary, List<String> orderBy) {
        requireFew(orderBy);
        var fields = new HashSet<Field>();
        var clauses = new ArrayList<Clause>();
        for (String text : orderBy) {
            Ordering ordering = Syntax.parseOrdering(text);
            Field field = vocabulary.order(ordering.key());
            if (!fields.add(field)) {
                throw ordering.key()
                        .place()
                        .invalid("`order_by` contains duplicate fields: %s".formatted(Names.inBrackets(orderBy)));
            }
            clauses.add(new Clause(field, ordering.ascending()));
        }
        return clauses;
    }

    static void requireFew(List<?> orderBy) {
        if (orderBy.size() > MOST_CLAUSES) {
            throw new InvalidSearch("Invalid order_by: it can have at most %d clauses".formatted(MOST_CLAUSES));
        }
    }

    static List<SortTerm> of(Target<?> target, List<Clause> orderBy) {
        var order = new Order(target);
        orderBy.forEach(clause -> order.add(clause.field(), clause.ascending()));
        List<String> implied = orderBy.isEmpty() ? target.naturalOrder() : target.tieBreak();
        implied.stream().map(Syntax::parseOrdering).forEach(order::addUnlessGiven);
        target.identity().forEach(attribute -> order.addUnlessGiven(attribute, true));
        return order.terms;
    }

    private void addUnlessGiven(Ordering ordering) {
        addUnlessGiven(target.vocabulary().order(ordering.key()), ordering.ascending());
    }

    private void addUnlessGiven(Field field, boolean ascending) {
        if (terms.stream().noneMatch(term -> isSame(term.field(), field))) {
            add(field, ascending);
        }
    }

    private static boolean isSame(Field one, Field other) {
        if (one instanceof Attribute a && other instanceof Attribute b) {
            return a.expression().equals(b.expression());
        }
        return one.equals(other);
    }

    private void add(Field field, boolean ascending) {
        terms.add(new SortTerm(field, ascending, "s" + terms.size()));
    }
}
