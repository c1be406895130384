#!/bin/sh
# What CI jobs say to Countersign, and ask it. Needs curl and openssl, and no more of the shell than POSIX has.
#
#   countersign.sh verify BODY_FILE
#       Whether a webhook's body was signed with the secret, within the last minutes (Standard Webhooks 1.0.0). Takes
#       COUNTERSIGN_SECRET (whsec_...), and WEBHOOK_ID, WEBHOOK_TIMESTAMP and WEBHOOK_SIGNATURE from the headers of these names.
#   countersign.sh check MODEL VERSION CHECK EXTERNAL_ID STATE [LINK [REPORT_FILE]]
#       Reports a check: queued, running, passed or failed. Of a report file the SHA-256 is told.
#   countersign.sh gate MODEL VERSION [STAGE]
#       Whether the version may be served in the stage (Production when it is left out).
#
# check and gate take COUNTERSIGN_URL, COUNTERSIGN_USER and COUNTERSIGN_PASSWORD.
# Ends with 0 for yes, 1 for no, 2 when there is no answer.
set -eu

fail() {
    echo "countersign: $*" >&2
    exit 2
}

needed() {
    for name; do
        eval "test -n \"\${$name:-}\"" || fail "$name is not set"
    done
}

# All but what has no other meaning in an address (RFC 3986, 2.3).
in_path() {
    for byte in $(printf %s "$1" | od -An -v -tx1); do
        case $byte in
            2d | 2e | 3[0-9] | 4[1-9a-f] | 5[0-9a] | 5f | 6[1-9a-f] | 7[0-9a] | 7e)
                # shellcheck disable=SC2059 # the octal number is the format
                printf "\\$(printf %03o "0x$byte")"
                ;;
            *) printf '%%%s' "$byte" ;;
        esac
    done
}

quoted() {
    case $1 in
        *[[:cntrl:]]*) fail "line breaks and other control characters cannot be sent" ;;
    esac
    printf '"%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"
}

sha256() {
    openssl dgst -sha256 -r "$@" | cut -d' ' -f1
}

# The password goes through the standard input: everybody on the machine may read a command's arguments.
call() {
    printf 'user = %s\n' "$(quoted "$COUNTERSIGN_USER:$COUNTERSIGN_PASSWORD")" |
        curl --config - --silent --show-error --max-time 60 --retry 3 --retry-connrefused "$@"
}

verify() {
    needed COUNTERSIGN_SECRET WEBHOOK_ID WEBHOOK_TIMESTAMP WEBHOOK_SIGNATURE
    test -r "$1" || fail "there is no file $1"
    case $WEBHOOK_TIMESTAMP in
        *[!0-9]* | ????????????*) fail "WEBHOOK_TIMESTAMP is no number of seconds" ;;
    esac
    age=$(($(date +%s) - WEBHOOK_TIMESTAMP))
    tolerance=${COUNTERSIGN_TOLERANCE:-300}
    if [ "$age" -gt "$tolerance" ] || [ "$age" -lt "-$tolerance" ]; then
        echo "countersign: the message is from another time" >&2
        return 1
    fi
    key=$(printf %s "${COUNTERSIGN_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
    test -n "$key" || fail "COUNTERSIGN_SECRET is no secret of Standard Webhooks"
    expected=$({
        printf '%s.%s.' "$WEBHOOK_ID" "$WEBHOOK_TIMESTAMP"
        cat "$1"
    } | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
    # Digests are compared, so that how long it takes tells nothing of the signature.
    wanted=$(printf %s "v1,$expected" | sha256)
    for signature in $WEBHOOK_SIGNATURE; do
        if [ "$(printf %s "$signature" | sha256)" = "$wanted" ]; then
            echo "countersign: signed"
            return 0
        fi
    done
    echo "countersign: the signature is not that of the secret" >&2
    return 1
}

check() {
    needed COUNTERSIGN_URL COUNTERSIGN_USER COUNTERSIGN_PASSWORD
    body="{\"check\": $(quoted "$3"), \"external_id\": $(quoted "$4"), \"state\": $(quoted "$5")"
    if [ -n "${6:-}" ]; then
        body="$body, \"link\": $(quoted "$6")"
    fi
    if [ -n "${7:-}" ]; then
        test -r "$7" || fail "there is no file $7"
        body="$body, \"digest\": \"$(sha256 "$7")\""
    fi
    answer=$(call --write-out '\n%{http_code}' --header 'Content-Type: application/json' --data-binary "$body}" \
        "$COUNTERSIGN_URL/api/governance/v1/models/$(in_path "$1")/versions/$(in_path "$2")/checks") ||
        fail "the check was not reported"
    case $answer in
        *"
200" | *"
201") echo "countersign: $3 is $5" ;;
        *) fail "the check was refused: $answer" ;;
    esac
}

gate() {
    needed COUNTERSIGN_URL COUNTERSIGN_USER COUNTERSIGN_PASSWORD
    answer=$(call --fail-with-body --get --data-urlencode "model=$1" --data-urlencode "version=$2" \
        --data-urlencode "stage=${3:-Production}" "$COUNTERSIGN_URL/api/governance/v1/gate") ||
        fail "the gate does not answer: $answer"
    echo "$answer"
    case $(printf %s "$answer" | tr -d '\n' | sed -n 's/^{ *"answer" *: *"\([a-z]*\)".*/\1/p') in
        allow) return 0 ;;
        warn)
            echo "countersign: let through with a warning" >&2
            return 0
            ;;
        deny)
            echo "countersign: $1 version $2 may not be served in ${3:-Production}" >&2
            return 1
            ;;
        *) fail "the gate's answer cannot be read" ;;
    esac
}

case "${1:-} $#" in
    "verify 2" | "check 6" | "check 7" | "check 8" | "gate 3" | "gate 4") "$@" ;;
    *) fail "use verify BODY_FILE, check MODEL VERSION CHECK EXTERNAL_ID STATE [LINK [REPORT_FILE]], or gate MODEL VERSION [STAGE]" ;;
esac
