/**
 * MLflow's filter and order_by language: comparisons joined by AND, without OR and without nesting.
 *
 * What a key or a value may be is left wide here, so that the compiler can say what is wrong with it by name.
 */
grammar MlflowSearch;

// A stray AND is let through, as MLflow does: clients join parts of which some may be empty.
filter
    : AND* (comparison (AND+ comparison)* AND*)? EOF
    ;

ordering
    : key direction = PATH? EOF
    ;

comparison
    : subject = operand operator object = operand   # compares
    | subject = operand NOT? IN list                # isOneOf
    | subject = operand IS NOT? NULL                # isNull
    ;

operator
    : COMPARATOR
    | NOT? (LIKE | ILIKE | RLIKE)
    ;

operand
    : key
    | STRING
    | NUMBER
    | NULL
    | list
    ;

list
    : '(' (item (',' item)* ','?)? ')'
    ;

item
    : STRING
    | DOUBLE_QUOTED
    | BACK_QUOTED
    | NUMBER
    | PATH
    | NULL
    ;

key
    : (PATH | DOUBLE_QUOTED | BACK_QUOTED) ('.' part)*
    ;

part
    : PATH
    | DOUBLE_QUOTED
    | BACK_QUOTED
    | STRING
    | AND
    | NOT
    | IN
    | IS
    | NULL
    | LIKE
    | ILIKE
    | RLIKE
    ;

AND options { caseInsensitive = true; } : 'and' ;
NOT options { caseInsensitive = true; } : 'not' ;
IN options { caseInsensitive = true; } : 'in' ;
IS options { caseInsensitive = true; } : 'is' ;
NULL options { caseInsensitive = true; } : 'null' ;
LIKE options { caseInsensitive = true; } : 'like' ;
ILIKE options { caseInsensitive = true; } : 'ilike' ;
RLIKE options { caseInsensitive = true; } : 'rlike' ;

COMPARATOR : [=!<>~]+ ;

NUMBER : [+-]? (DIGIT+ ('.' DIGIT*)? | '.' DIGIT+) ([eE] [+-]? DIGIT+)? ;

// metrics.val_loss, params.layers.0.size
PATH : LETTER (LETTER | DIGIT)* ('.' (LETTER | DIGIT)+)* ;

// A backslash keeps the quote after it inside the string, and stays: LIKE reads it as its escape.
STRING : '\'' ('\'\'' | '\\\'' | ~'\'')* '\'' ;
DOUBLE_QUOTED : '"' ('""' | '\\"' | ~'"')* '"' ;
BACK_QUOTED : '`' ('``' | ~'`')* '`' ;

SPACE : [\p{White_Space}]+ -> skip ;
OTHER : . ;

fragment LETTER : [\p{L}_] ;
fragment DIGIT : [0-9] ;
