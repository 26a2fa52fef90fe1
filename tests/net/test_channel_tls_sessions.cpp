// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/tls_fixtures.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace channels;

namespace {

// A client that has logged in, as it were: TLS 1.3 hands out its tickets with the first bytes.
struct ControlLine
{
    explicit ControlLine(const ContextPtr &context, const TlsWish &wish = {})
        : setup(controlSetup(context)), tls(setup, wish)
    {
        isConnected = tls.connect();
        tls.channel->send("220 Ready.\r\n");
        isConnected = isConnected && tls.peer->take().has_value();
        session = tls.peer->session();
    }

    TlsSetup setup;
    TlsLine tls;
    TlsSession session;
    bool isConnected = false;
};

TlsWish wishFor(int version, const SSL_SESSION *session = nullptr, bool takesTickets = true)
{
    TlsWish wish;
    wish.version = version;
    wish.session = session;
    wish.takesTickets = takesTickets;
    return wish;
}

}  // namespace

class TestChannelTlsSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dataConnectionsGoOnWithTheControlSession_data();
    void dataConnectionsGoOnWithTheControlSession();
    void aCutDataConnectionSpoilsNothing();
    void aTicketOfAnotherSessionIsNotTaken_data();
    void aTicketOfAnotherSessionIsNotTaken();
    void aTicketOfAnotherGenerationIsNotTaken();
    void nothingIsResumedWhereThatIsOff();
    void aResumedControlConnectionMarksItsNewTicket_data();
    void aResumedControlConnectionMarksItsNewTicket();
    void dataConnectionsGetNoTickets();
    void aSessionOutlivesALongDay();
    void theCertificateFollowsTheHostName();
    void aClientCertificateIsNamed();
    void aStrangersCertificateIsRefused();
    void aMissingClientCertificateIsNoFailure();
};

void TestChannelTlsSessions::dataConnectionsGoOnWithTheControlSession_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<bool>("takesTickets");
    QTest::newRow("TLS 1.2 with tickets") << TLS1_2_VERSION << true;
    QTest::newRow("TLS 1.2 without tickets") << TLS1_2_VERSION << false;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION << true;
}

void TestChannelTlsSessions::dataConnectionsGoOnWithTheControlSession()
{
    QFETCH(const int, version);
    QFETCH(const bool, takesTickets);
    const ControlLine control(contextWith({}), wishFor(version, nullptr, takesTickets));
    QVERIFY(control.isConnected);
    for (int i = 0; i < 3; ++i) {
        const TlsLine data(dataSetup(control.tls, control.setup),
                           wishFor(version, control.session.get(), takesTickets));
        QVERIFY(data.connect());
        QVERIFY(data.peer->isResumed());
        QVERIFY(data.channel->tlsFacts().isResumed);
        QVERIFY(data.channel->tlsFacts().isOfControl);
    }
}

void TestChannelTlsSessions::aCutDataConnectionSpoilsNothing()
{
    const ControlLine control(contextWith({}), wishFor(TLS1_2_VERSION, nullptr, false));
    for (int i = 0; i < 2; ++i) {
        const TlsLine data(dataSetup(control.tls, control.setup),
                           wishFor(TLS1_2_VERSION, control.session.get(), false));
        QVERIFY(data.connect());
        QVERIFY(data.channel->tlsFacts().isOfControl);
        data.channel->reset();
    }
}

void TestChannelTlsSessions::aTicketOfAnotherSessionIsNotTaken_data()
{
    dataConnectionsGoOnWithTheControlSession_data();
}

void TestChannelTlsSessions::aTicketOfAnotherSessionIsNotTaken()
{
    QFETCH(const int, version);
    QFETCH(const bool, takesTickets);
    const ContextPtr context = contextWith({});
    const ControlLine victim(context, wishFor(version, nullptr, takesTickets));
    const ControlLine thief(context, wishFor(version, nullptr, takesTickets));
    const TlsLine data(dataSetup(victim.tls, victim.setup),
                       wishFor(version, thief.session.get(), takesTickets));
    QVERIFY(data.connect());
    QVERIFY(!data.channel->tlsFacts().isOfControl);
}

void TestChannelTlsSessions::aTicketOfAnotherGenerationIsNotTaken()
{
    const ControlLine old(contextWith({}));
    const TlsSetup next = controlSetup(contextWith({}));
    const TlsLine line(next, wishFor(0, old.session.get()));
    QVERIFY(line.connect());
    QVERIFY(!line.peer->isResumed());
}

void TestChannelTlsSessions::nothingIsResumedWhereThatIsOff()
{
    TlsSettings settings;
    settings.dataSession = TlsSettings::DataSession::Off;
    const ControlLine control(contextWith(settings));
    const TlsLine data(dataSetup(control.tls, control.setup), wishFor(0, control.session.get()));
    QVERIFY(data.connect());
    QVERIFY(!data.peer->isResumed());
}

void TestChannelTlsSessions::aResumedControlConnectionMarksItsNewTicket_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
}

// curl and others come back with the session of the last time.
void TestChannelTlsSessions::aResumedControlConnectionMarksItsNewTicket()
{
    QFETCH(const int, version);
    const ContextPtr context = contextWith({});
    const ControlLine before(context, wishFor(version));
    const ControlLine now(context, wishFor(version, before.session.get()));
    QVERIFY(now.tls.peer->isResumed());
    const TlsLine data(dataSetup(now.tls, now.setup), wishFor(version, now.session.get()));
    QVERIFY(data.connect());
    QVERIFY(data.channel->tlsFacts().isOfControl);
}

void TestChannelTlsSessions::dataConnectionsGetNoTickets()
{
    TlsSetup setup = controlSetup();
    setup.role = TlsSetup::Role::Data;
    const TlsLine data(setup, wishFor(TLS1_3_VERSION));
    QVERIFY(data.connect());
    data.channel->send("listing");
    data.channel->finishWriting();
    QCOMPARE(data.peer->takeAll().value_or("nothing"), QByteArray("listing"));
    const TlsSession session = data.peer->session();
    QVERIFY(SSL_SESSION_is_resumable(session.get()) != 1);
}

// FileZilla drops a session whose data connections stop resuming.
void TestChannelTlsSessions::aSessionOutlivesALongDay()
{
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        const ControlLine control(contextWith({}), wishFor(version));
        QVERIFY(SSL_SESSION_get_ticket_lifetime_hint(control.session.get()) >= 24UL * 3600);
    }
}

void TestChannelTlsSessions::theCertificateFollowsTheHostName()
{
    TlsMaterial material;
    material.pair = certificateFor(QStringLiteral("main.example"));
    material.more = {certificateFor(QStringLiteral("other.example")),
                     certificateFor(QStringLiteral("*.wild.example"))};
    const ContextPtr context = TlsContext::create(material).value();
    const QList<std::pair<QByteArray, CertificatePair>> expected{
        {"", material.pair},
        {"unknown.example", material.pair},
        {"OTHER.example", material.more[0]},
        {"a.wild.example", material.more[1]},
        {"a.b.wild.example", material.pair}};
    for (const auto &[host, pair] : expected) {
        TlsWish wish;
        wish.host = host;
        const TlsLine line(controlSetup(context), wish);
        QVERIFY(line.connect());
        QCOMPARE(line.peer->fingerprint(), certificateFacts(pair.chain)->fingerprint);
    }
}

namespace {

// A certificate that signs itself is its own authority.
ContextPtr contextThatAsks(const CertificatePair &authority)
{
    TlsMaterial material;
    material.pair = certificateFor(QStringLiteral("localhost"));
    material.settings.clientCertificate = TlsSettings::ClientCertificate::SecondFactor;
    material.clientAuthority = authority.chain;
    return TlsContext::create(material).value();
}

}  // namespace

void TestChannelTlsSessions::aClientCertificateIsNamed()
{
    TlsWish wish;
    wish.certificate = certificateFor(QStringLiteral("ann"));
    const TlsLine line(controlSetup(contextThatAsks(wish.certificate)), wish);
    QVERIFY(line.connect());
    QVERIFY(line.channel->tlsFacts().hasClientCertificate);
    QCOMPARE(line.channel->tlsFacts().clientName, QStringLiteral("ann"));
}

void TestChannelTlsSessions::aStrangersCertificateIsRefused()
{
    TlsWish wish;
    wish.version = TLS1_2_VERSION;  // where the client hears of it before it is through
    wish.certificate = certificateFor(QStringLiteral("ann"));
    const CertificatePair authority = certificateFor(QStringLiteral("somebody else"));
    const TlsLine line(controlSetup(contextThatAsks(authority)), wish);
    QVERIFY(!line.peer->handshake());
    QVERIFY(!line.channel->isSecured());
}

void TestChannelTlsSessions::aMissingClientCertificateIsNoFailure()
{
    const TlsLine line(controlSetup(contextThatAsks(certificateFor(QStringLiteral("ann")))));
    QVERIFY(line.connect());
    QVERIFY(!line.channel->tlsFacts().hasClientCertificate);
    QCOMPARE(line.channel->tlsFacts().clientName, QString());
}

COSFTP_TEST_RUN(TestChannelTlsSessions)
{
    return runOnBothDispatchers<TestChannelTlsSessions>(count, words);
}

#include "test_channel_tls_sessions.moc"
