package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedConnectionsTest {

    private static final InetAddress PUBLIC = Literal.parse("93.184.215.14");
    private static final InetAddress HERE = Literal.parse("127.0.0.1");
    private static final String OK = "HTTP/1.1 204 No Content\r\n\r\n";

    @Test
    void aNameThatLeadsElsewhereOnceItWasCheckedIsNotCalled() throws IOException {
        Iterator<InetAddress> rebinding = List.of(PUBLIC, HERE).iterator();
        Resolver resolver = name -> List.of(rebinding.next());
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Egress egress = new Egress(Allowed.nothing(), Trust.inTheAuthoritiesOfTheJdk(), resolver)) {
            String url = receiver.url("https", "rebind.example").toString();
            Outcome outcome = egress.send(Calls.to(new Targets(Allowed.nothing(), resolver).check(url)));

            assertThat(outcome.error()).isEqualTo("The address 127.0.0.1 of rebind.example is not a public one.");
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void aNameWithAPublicAndAPrivateAddressIsNotCalled() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Egress egress = new Egress(
                        Allowed.nothing(), Trust.inTheAuthoritiesOfTheJdk(), name -> List.of(PUBLIC, HERE))) {
            Outcome outcome = egress.send(Calls.to(receiver.url("https", "both.example")));

            assertThat(outcome.error()).isEqualTo("The address 127.0.0.1 of both.example is not a public one.");
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void theSocketItselfAsksAboutThePeerBeforeAByteIsSent() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                CheckedSocket socket = new CheckedSocket(new Guard(Allowed.nothing()), true)) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(HERE, receiver.port()), 0))
                    .isInstanceOf(RefusedAddress.class)
                    .hasMessageContaining("127.0.0.1");
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "[::1]", "0.0.0.0", "169.254.169.254", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"
            })
    void anAddressOfTheOwnNetworkIsNotCalled(String host) throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Egress egress = new Egress(Allowed.nothing())) {
            Outcome outcome = egress.send(Calls.to(receiver.url("https", host)));

            assertThat(outcome.status()).isNull();
            assertThat(outcome.error()).isNotNull();
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void whatAnAdministratorAllowedIsCalled() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Egress egress = new Egress(Allowed.parse(List.of("127.0.0.1:" + receiver.port())))) {
            assertThat(egress.send(Calls.to(receiver.url())).succeeded()).isTrue();
        }
    }

    @Test
    void anAllowedAddressOfIpv6IsCalled() throws IOException {
        try (RawReceiver receiver =
                        new RawReceiver(new ServerSocket(0, 50, Literal.parse("::1")), answer -> answer.write(OK));
                Egress egress = new Egress(Allowed.parse(List.of("[::1]:" + receiver.port())))) {
            assertThat(egress.send(Calls.to(receiver.url("http", "[::1]"))).succeeded())
                    .isTrue();
        } catch (BindException e) {
            assumeTrue(false, "this machine has no IPv6");
        }
    }

    @Test
    void anotherPortOfAnAllowedAddressIsNotCalled() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Egress egress = new Egress(Allowed.parse(List.of("127.0.0.1:" + (receiver.port() - 1))))) {
            assertThat(egress.send(Calls.to(receiver.url())).error())
                    .isEqualTo("The address 127.0.0.1 is not a public one.");
        }
    }

    @Test
    void anAllowedNameIsCalledWhereverItLeads() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Egress egress = new Egress(
                        Allowed.parse(List.of("jenkins.internal")),
                        Trust.inTheAuthoritiesOfTheJdk(),
                        name -> List.of(HERE))) {
            assertThat(egress.send(Calls.to(receiver.url("http", "jenkins.internal")))
                            .succeeded())
                    .isTrue();
            assertThat(egress.send(Calls.to(receiver.url("http", "other.internal")))
                            .error())
                    .isEqualTo("The address 127.0.0.1 of other.internal is not a public one.");
        }
    }

    @Test
    void anAllowedNameDoesNotLeadToTheCredentialsOfTheMachine() {
        try (Egress egress = new Egress(
                Allowed.parse(List.of("jenkins.internal")),
                Trust.inTheAuthoritiesOfTheJdk(),
                name -> List.of(Literal.parse("169.254.169.254")))) {
            assertThat(egress.send(Calls.to(URI.create("http://jenkins.internal/latest/meta-data")))
                            .error())
                    .isEqualTo("The address 169.254.169.254 of jenkins.internal is not a public one.");
        }
    }

    @Test
    void theNextAddressIsTriedWhenNobodyListensAtOne() throws IOException {
        InetAddress silent = Literal.parse("127.0.0.2");
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Egress egress =
                        new Egress(Calls.loopback(), Trust.inTheAuthoritiesOfTheJdk(), name -> List.of(silent, HERE))) {
            assertThat(egress.send(Calls.to(receiver.url("http", "two.internal")))
                            .succeeded())
                    .isTrue();
        }
    }

    @Test
    void hostsAtOneAddressDoNotShareAConnection() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Egress egress = new Egress(Calls.loopback(), Trust.inTheAuthoritiesOfTheJdk(), name -> List.of(HERE))) {
            egress.send(Calls.to(receiver.url("http", "a.internal")));
            egress.send(Calls.to(receiver.url("http", "b.internal")));
            egress.send(Calls.to(receiver.url("http", "a.internal")));

            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @Test
    void aNameThatDoesNotResolveIsSaidNotTo() {
        Resolver none = name -> {
            throw new UnknownHostException(name);
        };
        try (Egress egress = new Egress(Allowed.nothing(), Trust.inTheAuthoritiesOfTheJdk(), none)) {
            assertThat(egress.send(Calls.to(URI.create("https://nowhere.example/")))
                            .error())
                    .isEqualTo("The name nowhere.example does not resolve.");
        }
    }

    @Test
    void aRedirectionToTheCredentialsOfTheMachineIsNotFollowed() throws IOException {
        String location = "http://169.254.169.254/latest/meta-data/iam";
        try (RawReceiver receiver = RawReceiver.answering(
                        "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
                Egress egress = new Egress(Calls.loopback())) {
            Outcome outcome = egress.send(Calls.to(receiver.url()));

            assertThat(outcome.status()).isEqualTo(302);
            assertThat(outcome.headers()).containsEntry("location", location);
        }
    }

    @Test
    void proxiesOfTheProcessAreIgnored() throws IOException {
        try (RawReceiver proxy = RawReceiver.answering(OK);
                RawReceiver receiver = RawReceiver.answering(OK)) {
            String port = String.valueOf(proxy.port());
            Map<String, String> properties = Map.of(
                    "http.proxyHost", "127.0.0.1",
                    "http.proxyPort", port,
                    "http.nonProxyHosts", "",
                    "socksProxyHost", "127.0.0.1",
                    "socksProxyPort", port);
            try {
                properties.forEach(System::setProperty);
                assertThat(ProxySelector.getDefault().select(receiver.url())).doesNotContain(Proxy.NO_PROXY);
                try (Egress egress = new Egress(Calls.loopback())) {
                    assertThat(egress.send(Calls.to(receiver.url())).succeeded())
                            .isTrue();
                }
            } finally {
                properties.keySet().forEach(System::clearProperty);
            }

            assertThat(receiver.requests()).hasSize(1);
            assertThat(proxy.connections()).isZero();
        }
    }
}
