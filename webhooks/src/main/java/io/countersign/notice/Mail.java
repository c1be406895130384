package io.countersign.notice;

import io.countersign.egress.Trust;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Carries messages by SMTP, as plain text. The server's certificate has to be for its name. */
final class Mail implements Carrier {

    private static final String TIMEOUT_MILLIS = "10000";
    private static final int FIRST_FOR_GOOD = 500;

    private final MailSettings settings;
    private final Session session;
    private final Clock clock;

    Mail(MailSettings settings, Trust trust, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(trust), authenticator());
    }

    private Properties properties(Trust trust) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", String.valueOf(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.user() != null));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.smtp.ssl.enable", String.valueOf(settings.security() == MailSettings.Security.TLS));
        properties.put("mail.smtp.ssl.socketFactory", trust.context().getSocketFactory());
        boolean startTls = settings.security() == MailSettings.Security.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
        return properties;
    }

    private @Nullable Authenticator authenticator() {
        return settings.user() == null
                ? null
                : new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication(settings.user(), settings.password());
                    }
                };
    }

    @Override
    public void carry(String address, Letter letter) {
        try {
            Transport.send(message(address, letter));
        } catch (SendFailedException e) {
            throw new Undelivered("The mail server said: " + told(e), isForGood(e));
        } catch (AuthenticationFailedException e) {
            throw new Undelivered("The mail server did not let the user in: " + told(e), false);
        } catch (MessagingException e) {
            throw new Undelivered("The mail server cannot be used: " + told(e), false);
        }
    }

    private MimeMessage message(String address, Letter letter) throws MessagingException {
        MimeMessage message = new Named(session, "<" + letter.messageId() + "@" + host() + ">");
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setText(letter.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("List-Id", "<notices.countersign." + host() + ">");
        if (letter.thread().size() == 1) {
            message.setHeader("References", references(letter.thread()));
            message.setHeader("In-Reply-To", references(letter.thread()));
        }
        return message;
    }

    private String references(List<String> topics) {
        return topics.stream().map(topic -> "<" + topic + "@" + host() + ">").collect(Collectors.joining(" "));
    }

    private String host() {
        return settings.from().substring(settings.from().indexOf('@') + 1);
    }

    private static boolean isForGood(SendFailedException e) {
        return codes(e) >= FIRST_FOR_GOOD;
    }

    /** The mail server's own number, which the library has in a chain of exceptions. */
    private static int codes(@Nullable Exception e) {
        if (e instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (e instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
            return send.getReturnCode();
        }
        return e instanceof MessagingException more ? codes(more.getNextException()) : 0;
    }

    private static String told(MessagingException e) {
        return String.valueOf(e.getMessage()).strip();
    }

    /** The library would number each attempt anew. */
    private static final class Named extends MimeMessage {

        private final String id;

        Named(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
