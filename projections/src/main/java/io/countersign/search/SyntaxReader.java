package io.countersign.search;

import io.countersign.search.grammar.MlflowSearchLexer;
import io.countersign.search.grammar.MlflowSearchParser.ComparesContext;
import io.countersign.search.grammar.MlflowSearchParser.ComparisonContext;
import io.countersign.search.grammar.MlflowSearchParser.FilterContext;
import io.countersign.search.grammar.MlflowSearchParser.IsNullContext;
import io.countersign.search.grammar.MlflowSearchParser.IsOneOfContext;
import io.countersign.search.grammar.MlflowSearchParser.KeyContext;
import io.countersign.search.grammar.MlflowSearchParser.ListContext;
import io.countersign.search.grammar.MlflowSearchParser.OperandContext;
import io.countersign.search.grammar.MlflowSearchParser.OrderingContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Reads the parse tree of one filter or order_by clause. */
final class SyntaxReader {

    private final String source;

    SyntaxReader(String source) {
        this.source = source;
    }

    List<Comparison> comparisons(FilterContext filter) {
        return filter.comparison().stream().map(this::comparison).toList();
    }

    Ordering ordering(OrderingContext ordering) {
        return new Ordering(key(ordering.key()), isAscending(ordering.direction));
    }

    private Comparison comparison(ComparisonContext comparison) {
        return switch (comparison) {
            case ComparesContext it ->
                new Comparison(subject(it.subject), words(it.operator()), place(it.operator()), operand(it.object));
            case IsOneOfContext it ->
                new Comparison(
                        subject(it.subject), it.NOT() == null ? "IN" : "NOT IN", place(it.list()), list(it.list()));
            case IsNullContext it ->
                new Comparison(
                        subject(it.subject),
                        it.NOT() == null ? "IS NULL" : "IS NOT NULL",
                        place(it.IS().getSymbol()),
                        Operand.none(place(it)));
            default -> throw new IllegalStateException("No such comparison: " + comparison.getText());
        };
    }

    private KeyReference subject(OperandContext operand) {
        if (operand.key() == null) {
            throw place(operand)
                    .invalid("Invalid comparison clause. Expected 'Identifier' found '%s'".formatted(text(operand)));
        }
        return key(operand.key());
    }

    /** A key that is quoted as a whole and has a dot is split inside its quotes, so that its prefix is refused. */
    private KeyReference key(KeyContext key) {
        String raw = text(key);
        String first = key.getStart().getText();
        boolean isPlain = key.getStart().getType() == MlflowSearchLexer.PATH;
        int dot = first.indexOf('.');
        if (key.part().isEmpty() && dot < 0) {
            return new KeyReference(null, unquoted(first, key.getStart().getType()), place(key));
        }
        if (dot < 0 || (!isPlain && !key.part().isEmpty())) {
            return new KeyReference(unquoted(first, key.getStart().getType()), parts(key), place(key));
        }
        String rest = first.substring(dot + 1);
        String name = key.part().isEmpty() ? rest : rest + "." + parts(key);
        return new KeyReference(raw.substring(0, raw.indexOf('.')), name, place(key));
    }

    private static String parts(KeyContext key) {
        return key.part().stream()
                .map(part -> unquoted(part.getText(), part.getStart().getType()))
                .collect(Collectors.joining("."));
    }

    private Operand operand(OperandContext operand) {
        if (operand.list() != null) {
            return list(operand.list());
        }
        Token token = operand.getStart();
        boolean isOneToken =
                operand.getStart().getTokenIndex() == operand.getStop().getTokenIndex();
        Operand.Kind kind = isOneToken ? kind(token.getType()) : Operand.Kind.BARE;
        return new Operand(kind, text(operand), List.of(unquoted(token.getText(), token.getType())), place(operand));
    }

    private static Operand.Kind kind(int tokenType) {
        return switch (tokenType) {
            case MlflowSearchLexer.STRING, MlflowSearchLexer.DOUBLE_QUOTED -> Operand.Kind.TEXT;
            case MlflowSearchLexer.NUMBER -> Operand.Kind.NUMBER;
            default -> Operand.Kind.BARE;
        };
    }

    private Operand list(ListContext list) {
        var items = list.item().stream().map(ParserRuleContext::getStart).toList();
        boolean isWellFormed =
                !items.isEmpty() && items.stream().allMatch(item -> kind(item.getType()) == Operand.Kind.TEXT);
        var values = items.stream()
                .map(item -> unquoted(item.getText(), item.getType()))
                .toList();
        return new Operand(
                isWellFormed ? Operand.Kind.LIST : Operand.Kind.ILL_FORMED_LIST, text(list), values, place(list));
    }

    private boolean isAscending(@Nullable Token direction) {
        if (direction == null) {
            return true;
        }
        return switch (direction.getText().toUpperCase(Locale.ROOT)) {
            case "ASC" -> true;
            case "DESC" -> false;
            default ->
                throw place(direction).invalid("Invalid ordering key in order_by clause '%s'.".formatted(source));
        };
    }

    /** As in SQL, a quote is written inside quotes by doubling it. */
    private static String unquoted(String text, int tokenType) {
        return switch (tokenType) {
            case MlflowSearchLexer.STRING, MlflowSearchLexer.DOUBLE_QUOTED, MlflowSearchLexer.BACK_QUOTED -> {
                String quote = text.substring(0, 1);
                yield text.substring(1, text.length() - 1).replace(quote + quote, quote);
            }
            default -> text;
        };
    }

    private static String words(ParserRuleContext context) {
        return leaves(context)
                .map(leaf -> leaf.getText().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static Stream<TerminalNode> leaves(ParserRuleContext context) {
        return context.children.stream().map(TerminalNode.class::cast);
    }

    private String text(ParserRuleContext context) {
        return source.substring(
                source.offsetByCodePoints(0, context.getStart().getStartIndex()),
                source.offsetByCodePoints(0, context.getStop().getStopIndex() + 1));
    }

    private Place place(ParserRuleContext context) {
        return place(context.getStart());
    }

    private Place place(Token token) {
        return new Place(source, token.getStartIndex());
    }
}
